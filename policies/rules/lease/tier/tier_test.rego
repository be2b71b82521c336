package brevet.rules.lease.tier_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.tier

_org := {"limits": {"tiers": {"critical": {"max": 3600}}}}

_for(seconds) := fixture.but({"request": {"seconds": seconds}})

test_whole_limit_is_allowed if {
	tier.deny == set() with input as _for(3600) with data.org as _org
}

test_second_more_is_not if {
	tier.deny == {{
		"code": "LEASE_OVER_TIER",
		"facts": {"asked": 3601, "max": 3600, "tier": "critical"},
		"field": "duration",
	}} with input as _for(3601) with data.org as _org
}

test_limit_bounds_the_lease if {
	tier.bound == {{"max": 3600}} with input as fixture.request with data.org as _org
}

test_other_tiers_have_none if {
	asked := fixture.but({"resource": {"tier": "high"}})
	tier.deny == set() with input as asked with data.org as _org
	tier.bound == set() with input as asked with data.org as _org
}

test_tier_without_limit_has_none if {
	every org in [{}, {"limits": {"tiers": {"critical": {"max": null}}}}] {
		tier.deny == set() with input as fixture.request with data.org as org
		tier.bound == set() with input as fixture.request with data.org as org
	}
}
