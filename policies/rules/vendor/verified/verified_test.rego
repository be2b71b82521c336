package brevet.rules.vendor.verified_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.vendor.verified

_org := {"vendors": {"verified": true}}

_until(epoch) := object.union(fixture.vendor_request, {"subject": {"verified_until": epoch}})

test_look_that_holds_is_enough if {
	verified.deny == set() with input as _until(fixture.request.time.epoch) with data.org as _org
}

test_one_that_is_over_is_none if {
	verified.deny == {{
		"code": "IDENTITY_UNVERIFIED",
		"facts": {"subject": "vera", "vendor": "acme"},
		"field": "subject",
	}} with input as _until(fixture.request.time.epoch - 1) with data.org as _org
}

test_nor_is_none_at_all if {
	count(verified.deny) == 1 with input as _until(null) with data.org as _org
}

test_own_people_are_known if {
	verified.deny == set() with input as fixture.request with data.org as _org
}

test_nobody_looks_where_nothing_is_said if {
	verified.deny == set() with input as _until(null) with data.org as {}
}
