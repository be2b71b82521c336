package brevet.rules.approval.automatic_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.automatic

test_low_tier_needs_nobody if {
	automatic.info == {{
		"code": "AUTOMATIC",
		"facts": {"resource": "payments/customers-db", "tier": "low"},
		"field": null,
	}} with input as fixture.but({"resource": {"tier": "low"}}) with data.org as fixture.org
}

test_critical_needs_somebody if {
	automatic.info == set() with input as fixture.request with data.org as fixture.org
}
