package brevet.rules.emergency.short_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.emergency.short

_org(changes) := {"emergency": object.union(
	{"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600},
	changes,
)}

_asked(changes) := object.union(fixture.but({"request": {"emergency": true, "seconds": 3600}}), changes)

test_whole_limit_is_allowed if {
	short.deny == set() with input as _asked({}) with data.org as _org({})
}

test_second_more_is_not if {
	short.deny == {{
		"code": "EMERGENCY_TOO_LONG",
		"facts": {"asked": 3601, "max": 3600},
		"field": "duration",
	}} with input as _asked({"request": {"seconds": 3601}}) with data.org as _org({})
}

test_limit_bounds_the_lease if {
	short.bound == {{"max": 3600}} with input as _asked({}) with data.org as _org({})
	short.bound == set() with input as _asked({}) with data.org as {}
}

test_ordinary_requests_are_not_concerned if {
	short.deny == set() with input as fixture.request with data.org as _org({})
	short.bound == set() with input as fixture.request with data.org as _org({})
}
