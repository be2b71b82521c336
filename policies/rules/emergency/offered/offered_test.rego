package brevet.rules.emergency.offered_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.emergency.offered

_org := {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}}

_asked(changes) := object.union(fixture.but({"request": {"emergency": true}}), changes)

test_ordinary_requests_are_not_concerned if {
	offered.deny == set() with input as fixture.request with data.org as {}
}

test_emergencies_are_denied_where_nothing_is_written if {
	every org in [{}, {"emergency": null}] {
		offered.deny == {{
			"code": "EMERGENCY_NOT_OFFERED",
			"facts": {},
			"field": "emergency",
		}} with input as _asked({}) with data.org as org
	}
}

test_they_are_had_for_the_tiers_that_are_named if {
	offered.deny == set() with input as _asked({}) with data.org as _org
	count(offered.deny) == 1 with input as _asked({"resource": {"tier": "high"}}) with data.org as _org
}
