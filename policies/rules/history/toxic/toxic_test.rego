package brevet.rules.history.toxic_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.toxic

_org := {"toxic_pairs": [["payments/customers-db:read-only", "payments/exports:approve"]]}

_holding(entitlement) := fixture.but({"history": {"overlapping": [{
	"grant": "payments/exports/2026-11-22-alice",
	"entitlement": entitlement,
	"from": 1795341600,
	"until": 1795345200,
}]}})

test_other_half_is_denied if {
	toxic.deny == {{
		"code": "TOXIC_PAIR",
		"facts": {
			"entitlement": "payments/customers-db:read-only",
			"held": "payments/exports:approve",
			"grant": "payments/exports/2026-11-22-alice",
		},
		"field": "role",
	}} with input as _holding("payments/exports:approve") with data.org as _org
}

test_order_of_the_pair_does_not_matter if {
	org := {"toxic_pairs": [["payments/exports:approve", "payments/customers-db:read-only"]]}
	count(toxic.deny) == 1 with input as _holding("payments/exports:approve") with data.org as org
}

test_same_entitlement_again_is_no_pair if {
	toxic.deny == set() with input as _holding("payments/customers-db:read-only") with data.org as _org
}

test_anything_else_is_no_pair if {
	toxic.deny == set() with input as _holding("payments/exports:read-only") with data.org as _org
}

test_nothing_held_is_no_pair if {
	toxic.deny == set() with input as fixture.request with data.org as _org
}

test_organisation_without_pairs_has_none if {
	toxic.deny == set() with input as _holding("payments/exports:approve") with data.org as {}
}
