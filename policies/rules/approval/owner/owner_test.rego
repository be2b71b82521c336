package brevet.rules.approval.owner_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.owner

test_owners_of_what_is_critical_agree if {
	owner.stage == {{
		"name": "owner",
		"count": 1,
		"from": ["team:payments"],
		"because": "OWNER_AGREES",
		"need": [],
	}} with input as fixture.request with data.org as fixture.org
}

test_owners_above_low_tier_agree if {
	every tier in ["moderate", "high", "critical"] {
		count(owner.stage) == 1 with input as fixture.but({"resource": {"tier": tier}}) with data.org as fixture.org
	}
}

test_owners_of_low_tier_are_not_asked if {
	owner.stage == set() with input as fixture.but({"resource": {"tier": "low"}}) with data.org as fixture.org
}

test_count_that_makes_no_sense_reaches_the_host if {
	org := object.union(fixture.org, {"approvals": {"low": {"owners": -1}}})
	{stage.count | some stage in owner.stage} == {-1} with input as fixture.but({"resource": {"tier": "low"}})
		with data.org as org
}
