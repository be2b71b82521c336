package brevet.rules.context.private_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.context.private

_holding(kinds) := fixture.but({"request": {"private": kinds}})

test_ordinary_reasons_hold_none if {
	private.deny == set() with input as fixture.request with data.org as {}
}

test_customer_data_has_no_place if {
	private.deny == {{
		"code": "REASON_PRIVATE",
		"facts": {"kinds": ["card", "email"]},
		"field": "reason",
	}} with input as _holding(["card", "email"]) with data.org as {}
}

test_organisation_may_let_it_be if {
	private.deny == set() with input as _holding(["email"]) with data.org as {"reasons": {"private": false}}
}
