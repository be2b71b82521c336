package brevet.own.ticket_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.own.ticket

_own := {"ticket": {"tiers": ["critical"]}}

_with(name) := fixture.but({"request": {"ticket": name}})

test_ticket_is_wanted_where_the_tier_is_named if {
	ticket.deny == {{
		"code": "TICKET_MISSING",
		"facts": {"tier": "critical", "like": "INC-4211"},
		"field": "ticket",
	}} with input as _with(null) with data.own as _own
}

test_what_looks_like_none_is_none if {
	count(ticket.deny) == 1 with input as _with("later") with data.own as _own
}

test_ticket_is_enough if {
	ticket.deny == set() with input as _with("INC-4211") with data.own as _own
}

test_other_tiers_need_none if {
	ticket.deny == set() with input as object.union(_with(null), {"resource": {"tier": "low"}}) with data.own as _own
}

test_pattern_is_the_organisations if {
	own := {"ticket": {"tiers": ["critical"], "pattern": "^#[0-9]+$"}}
	ticket.deny == set() with input as _with("#7") with data.own as own
}

test_no_data_no_wish if {
	ticket.deny == set() with input as _with(null) with data.own as {}
}
