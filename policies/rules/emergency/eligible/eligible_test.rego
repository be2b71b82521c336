package brevet.rules.emergency.eligible_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.emergency.eligible

_org(changes) := {"emergency": object.union(
	{"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600},
	changes,
)}

_asked(changes) := object.union(fixture.but({"request": {"emergency": true, "seconds": 3600}}), changes)

test_those_named_may if {
	eligible.deny == set() with input as _asked({}) with data.org as _org({})
}

test_nobody_else_may if {
	eligible.deny == {{
		"code": "EMERGENCY_NOT_ELIGIBLE",
		"facts": {"subject": "alice"},
		"field": "emergency",
	}} with input as _asked({"subject": {"teams": []}}) with data.org as _org({})
}

test_vendors_people_and_workloads_may_not if {
	every kind in ["vendor", "workload"] {
		count(eligible.deny) == 1 with input as _asked({"subject": {"kind": kind}}) with data.org as _org({})
	}
}

test_ordinary_requests_are_not_concerned if {
	eligible.deny == set() with input as fixture.request with data.org as {}
}
