package brevet.rules.lease.minimum_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.minimum

_for(seconds) := fixture.but({"request": {"seconds": seconds}})

test_one_second_is_a_lease if {
	minimum.deny == set() with input as _for(1) with data.org as {}
}

test_none_is_not if {
	minimum.deny == {{
		"code": "LEASE_TOO_SHORT",
		"facts": {"asked": 0, "least": 1},
		"field": "duration",
	}} with input as _for(0) with data.org as {}
}

test_less_than_none_is_not if {
	count(minimum.deny) == 1 with input as _for(-7200) with data.org as {"limits": {"minimum": 0}}
}

test_organisation_may_ask_for_more if {
	org := {"limits": {"minimum": 300}}
	minimum.deny == set() with input as _for(300) with data.org as org
	{reason.facts.least | some reason in minimum.deny} == {300} with input as _for(299) with data.org as org
}
