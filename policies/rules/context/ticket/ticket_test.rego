package brevet.rules.context.ticket_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.context.ticket

_org := {"tickets": {"tiers": ["critical"], "pattern": "^INC-[0-9]+$", "like": "INC-7", "open": false}}

_with(name) := fixture.but({"request": {"ticket": name}})

test_ticket_is_enough if {
	ticket.deny == set() with input as _with("INC-4211") with data.org as _org
}

test_none_is_not if {
	ticket.deny == {{
		"code": "TICKET_REQUIRED",
		"facts": {"tier": "critical", "like": "INC-7"},
		"field": "ticket",
	}} with input as _with(null) with data.org as _org
}

test_what_looks_like_none_is_none if {
	count(ticket.deny) == 1 with input as _with("later") with data.org as _org
}

test_other_tiers_need_none if {
	ticket.deny == set() with input as object.union(_with(null), {"resource": {"tier": "low"}}) with data.org as _org
}

test_organisation_may_want_none if {
	ticket.deny == set() with input as _with(null) with data.org as {"tickets": null}
	ticket.deny == set() with input as _with(null) with data.org as {}
}

test_emergency_is_not_held_up if {
	asked := _with(null)
	org := object.union(_org, {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}})
	ticket.deny == set() with input as object.union(asked, {"request": {"emergency": true}}) with data.org as org
	count(ticket.deny) > 0 with input as asked with data.org as org
	count(ticket.deny) > 0 with input as object.union(asked, {"request": {"emergency": true}}) with data.org as _org
}
