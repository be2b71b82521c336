package brevet.rules.lease.minimum_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.minimum

test_one_second_is_a_lease if {
	minimum.deny == set() with input as fixture.but({"request": {"seconds": 1}})
}

test_none_is_not if {
	minimum.deny == {{
		"code": "LEASE_TOO_SHORT",
		"facts": {"asked": 0},
		"field": "duration",
	}} with input as fixture.but({"request": {"seconds": 0}})
}

test_less_than_none_is_not if {
	count(minimum.deny) == 1 with input as fixture.but({"request": {"seconds": -7200}})
}
