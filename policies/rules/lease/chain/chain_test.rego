package brevet.rules.lease.chain_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.chain

test_whole_chain_is_allowed if {
	chain.deny == set() with input as fixture.but({"request": {"chain": {"seconds": 28800, "links": 4}}})
}

test_second_more_is_not if {
	chain.deny == {{
		"code": "CHAIN_TOO_LONG",
		"facts": {"chain": 28801, "max": 28800, "entitlement": "payments/customers-db:read-only"},
		"field": "duration",
	}} with input as fixture.but({"request": {"chain": {"seconds": 28801, "links": 5}}})
}
