package brevet.rules.lease.vendor_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.vendor

_org := {"limits": {"vendors": {"high": {"max": 3600}}}}

_for(seconds) := object.union(fixture.vendor_request, {"request": {"seconds": seconds}})

test_whole_limit_is_allowed if {
	vendor.deny == set() with input as _for(3600) with data.org as _org
}

test_second_more_is_not if {
	vendor.deny == {{
		"code": "LEASE_OVER_VENDOR",
		"facts": {"asked": 3601, "max": 3600, "vendor": "acme", "tier": "high"},
		"field": "duration",
	}} with input as _for(3601) with data.org as _org
}

test_limit_bounds_the_lease if {
	vendor.bound == {{"max": 3600}} with input as fixture.vendor_request with data.org as _org
}

test_own_people_are_not_bound if {
	vendor.deny == set() with input as fixture.request with data.org as _org
	vendor.bound == set() with input as fixture.request with data.org as _org
}

test_vendors_of_other_tiers_are_not if {
	asked := object.union(_for(7200), {"vendor": {"tier": "low"}})
	vendor.deny == set() with input as asked with data.org as _org
	vendor.bound == set() with input as asked with data.org as _org
}
