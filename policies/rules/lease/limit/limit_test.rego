package brevet.rules.lease.limit_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.limit

test_whole_limit_is_allowed if {
	limit.deny == set() with input as fixture.but({"request": {"seconds": 28800}})
}

test_second_more_is_not if {
	limit.deny == {{
		"code": "LEASE_TOO_LONG",
		"facts": {"asked": 28801, "max": 28800, "entitlement": "payments/customers-db:read-only"},
		"field": "duration",
	}} with input as fixture.but({"request": {"seconds": 28801}})
}

test_limit_bounds_the_lease if {
	limit.bound == {{"max": 28800}} with input as fixture.request
}
