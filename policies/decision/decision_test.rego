package brevet.decision_test

import data.brevet.decision
import data.brevet.lib.fixture_test as fixture

test_every_rule_of_the_pack_is_considered if {
	answer := decision.main with input as fixture.request with data.org as fixture.org
	{name | some name in answer.considered; not startswith(name, "own.")} == {
		"approval.automatic",
		"approval.owner",
		"approval.second",
		"approval.vendor",
		"emergency.offered",
		"history.budget",
		"history.toxic",
		"identity.eligible",
		"identity.requester",
		"lease.chain",
		"lease.contract",
		"lease.limit",
		"lease.minimum",
		"lease.over",
		"lease.window",
		"target.sessions",
	}
}

test_own_rules_are_heard if {
	answer := decision.main with input as fixture.but({"request": {"ticket": null}})
		with data.org as fixture.org
		with data.own as {"ticket": {"tiers": ["critical"]}}
	{reason.code | some reason in answer.reasons} == {"TICKET_MISSING"}
	"own.ticket" in answer.considered
}

test_reasons_carry_their_severity if {
	answer := decision.main with input as fixture.but({"request": {"seconds": 28801}, "resource": {"tier": "low"}})
		with data.org as fixture.org
	{[reason.code, reason.severity] | some reason in answer.reasons} == {
		["AUTOMATIC", "info"],
		["LEASE_TOO_LONG", "deny"],
	}
}

test_stages_stand_side_by_side if {
	answer := decision.main with input as fixture.vendor_request with data.org as fixture.org
	{stage.name | some stage in answer.stages} == {"owner", "second", "vendor"}
}

test_least_bound_wins if {
	answer := decision.main with input as fixture.vendor_request with data.org as fixture.org
	answer.lease == {"max": 28800, "not_after": 1814399999}
}

test_no_last_moment_is_null if {
	answer := decision.main with input as fixture.request with data.org as fixture.org
	answer.lease == {"max": 28800, "not_after": null}
}

test_obligations_are_gathered if {
	answer := decision.main with input as fixture.request with data.org as fixture.org
	answer.obligations == {{"kind": "end_sessions"}}
}

test_no_data_no_answer if {
	not decision.main with input as fixture.request with data.org as null
}

test_whatever_a_rule_says_is_gathered if {
	said := {
		"deny": {{"code": "A_DENIAL", "facts": {}, "field": null}},
		"warn": {{"code": "A_WARNING", "facts": {}, "field": null}},
		"info": {{"code": "A_WORD", "facts": {}, "field": null}},
		"stage": {{"name": "more", "count": 1, "from": ["team:ops"], "need": [], "because": "A_STAGE"}},
		"bound": {{"max": 60}, {"max": 120}, {"not_after": 1795341700}, {"not_after": 1795341800}},
		"obligation": {{"kind": "notify", "to": "team:ops"}},
	}
	every packs in [{"rules": {"any": {"thing": said}}, "own": {}}, {"rules": {}, "own": {"thing": said}}] {
		answer := decision.main with input as fixture.request
			with data.org as fixture.org
			with data.brevet.rules as packs.rules
			with data.brevet.own as packs.own
		{reason.code | some reason in answer.reasons} == {"A_DENIAL", "A_WARNING", "A_WORD"}
		answer.stages == said.stage
		answer.lease == {"max": 60, "not_after": 1795341700}
		answer.obligations == said.obligation
		count(answer.considered) == 1
	}
}
