package brevet.rules.vendor.segment_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.vendor.segment

_of(segment) := object.union(fixture.vendor_request, {"vendor": {"segment": segment}})

test_what_it_names_is_within if {
	every names in [["payments/customers-db"], ["a/b", "payments/*"]] {
		segment.deny == set() with input as _of(names)
	}
}

test_nothing_else_is if {
	segment.deny == {{
		"code": "OUTSIDE_SEGMENT",
		"facts": {"resource": "payments/customers-db", "vendor": "acme", "segment": ["payments/customers", "platform/*"]},
		"field": "role",
	}} with input as _of(["payments/customers", "platform/*"])
}

test_entry_that_names_none_leaves_it_to_the_roles if {
	segment.deny == set() with input as _of([])
}

test_own_people_have_no_segment if {
	segment.deny == set() with input as fixture.request
}
