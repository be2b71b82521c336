package brevet.rules.lease.links_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.links

_org := {"limits": {"links": 3}}

_links(number) := fixture.but({"request": {"chain": {"links": number}}})

test_last_lease_is_allowed if {
	links.deny == set() with input as _links(3) with data.org as _org
}

test_one_more_is_not if {
	links.deny == {{
		"code": "CHAIN_TOO_MANY",
		"facts": {"links": 4, "most": 3, "entitlement": "payments/customers-db:read-only"},
		"field": "extends",
	}} with input as _links(4) with data.org as _org
}

test_no_limit_is_never_passed if {
	links.deny == set() with input as _links(99) with data.org as {"limits": {"links": null}}
	links.deny == set() with input as _links(99) with data.org as {}
}
