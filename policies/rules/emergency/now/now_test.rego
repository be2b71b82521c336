package brevet.rules.emergency.now_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.emergency.now

_org(changes) := {"emergency": object.union(
	{"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600},
	changes,
)}

_asked(changes) := object.union(fixture.but({"request": {"emergency": true, "seconds": 3600}}), changes)

test_at_once_is_now if {
	now.deny == set() with input as _asked({})
}

test_second_later_is_not if {
	now.deny == {{
		"code": "EMERGENCY_LATER",
		"facts": {},
		"field": "emergency",
	}} with input as _asked({"request": {"start": fixture.request.time.epoch + 1}})
}

test_extension_is_none if {
	count(now.deny) == 1 with input as _asked({"request": {"extends": "payments/customers-db/2026-11-21-alice"}})
}

test_ordinary_requests_are_not_concerned if {
	now.deny == set() with input as fixture.but({"request": {"start": fixture.request.time.epoch + 1}})
}
