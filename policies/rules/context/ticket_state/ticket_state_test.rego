package brevet.rules.context.ticket_state_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.context.ticket_state

_org := {"tickets": {"tiers": ["critical"], "pattern": "^INC-", "like": "INC-7", "open": true}}

_told(ticket) := fixture.but({"evidence": {"ticket": ticket}})

test_open_ticket_is_enough if {
	ticket_state.deny == set() with input as _told({"known": true, "state": "open"}) with data.org as _org
}

test_any_other_is_not if {
	every state in ["closed", "missing"] {
		ticket_state.deny == {{
			"code": "TICKET_NOT_OPEN",
			"facts": {"ticket": "INC-4211", "state": state},
			"field": "ticket",
		}} with input as _told({"known": true, "state": state}) with data.org as _org
	}
}

test_doubt_is_not if {
	every ticket in [null, {"known": false, "state": null}, {"known": true, "state": null}] {
		{reason.facts.state | some reason in ticket_state.deny} == {"unknown"} with input as _told(ticket)
			with data.org as _org
	}
}

test_what_names_no_ticket_is_another_rules if {
	ticket_state.deny == set() with input as fixture.but({"request": {"ticket": null}}) with data.org as _org
}

test_emergencies_are_not_held_up if {
	org := object.union(_org, {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}})
	ticket_state.deny == set() with input as fixture.but({"request": {"emergency": true}}) with data.org as org
}

test_nobody_is_asked_where_nothing_is_said if {
	every org in [{}, object.union(_org, {"tickets": {"open": false}}), object.union(_org, {"tickets": {"tiers": []}})] {
		ticket_state.deny == set() with input as fixture.request with data.org as org
	}
}
