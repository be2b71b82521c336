package brevet.decision_test

import data.brevet.decision
import data.brevet.lib.fixture_test as fixture

test_every_rule_of_the_pack_is_considered if {
	answer := decision.main with input as fixture.request with data.org as fixture.org
	{name | some name in answer.considered; not startswith(name, "own.")} == _names
}

test_own_rules_are_heard if {
	answer := decision.main with input as fixture.request
		with data.org as fixture.org
		with data.brevet.own as {"thing": {"deny": {{"code": "A_DENIAL", "facts": {}, "field": null}}}}
	{reason.code | some reason in answer.reasons} == {"A_DENIAL"}
	"own.thing" in answer.considered
}

test_reasons_carry_their_severity if {
	answer := decision.main with input as fixture.but({"request": {"seconds": 28801}, "resource": {"tier": "low"}})
		with data.org as fixture.org
		with data.brevet.own as {}
	{[reason.code, reason.severity] | some reason in answer.reasons} == {
		["AUTOMATIC", "info"],
		["LEASE_TOO_LONG", "deny"],
	}
}

test_stages_stand_side_by_side if {
	answer := decision.main with input as fixture.vendor_request with data.org as fixture.org with data.brevet.own as {}
	{stage.name | some stage in answer.stages} == {"owner", "second", "vendor"}
}

test_least_bound_wins if {
	answer := decision.main with input as fixture.vendor_request with data.org as fixture.org with data.brevet.own as {}
	answer.lease == {"max": 28800, "not_after": 1814399999}
}

test_no_last_moment_is_null if {
	answer := decision.main with input as fixture.request with data.org as fixture.org with data.brevet.own as {}
	answer.lease == {"max": 28800, "not_after": null}
}

test_obligations_are_gathered if {
	answer := decision.main with input as fixture.request with data.org as fixture.org with data.brevet.own as {}
	answer.obligations == {{"kind": "end_sessions"}}
}

test_no_data_no_answer if {
	not decision.main with input as fixture.request with data.org as null
}

test_whatever_an_own_rule_says_is_gathered if {
	said := {
		"deny": {{"code": "A_DENIAL", "facts": {}, "field": null}},
		"warn": {{"code": "A_WARNING", "facts": {}, "field": null}},
		"info": {{"code": "A_WORD", "facts": {}, "field": null}},
		"stage": {{"name": "more", "count": 1, "from": ["team:ops"], "need": [], "because": "A_STAGE"}},
		"bound": {{"max": 60}, {"max": 120}, {"not_after": 1795341700}, {"not_after": 1795341800}},
		"obligation": {{"kind": "notify", "to": "team:ops"}},
	}
	answer := decision.main with input as fixture.request
		with data.org as fixture.org
		with data.brevet.rules as {}
		with data.brevet.own as {"thing": said}
	{reason.code | some reason in answer.reasons} == {"A_DENIAL", "A_WARNING", "A_WORD"}
	answer.stages == said.stage
	answer.lease == {"max": 60, "not_after": 1795341700}
	answer.obligations == said.obligation
	answer.considered == {"own.thing"}
}

test_what_is_no_bound_is_shown_to_the_host if {
	every bound in [{"max": "30m"}, {"maximum": 60}, {}, 60, null, {"max": 60, "not_after": null}] {
		answer := decision.main with input as fixture.request
			with data.org as fixture.org
			with data.brevet.own as {"thing": {"bound": {{"max": 60}, bound}}}
		answer.lease == {"no_bound": {bound}}
	}
}

test_what_is_no_reason_is_shown_to_the_host if {
	every said in ["no", null, true, ["no"]] {
		answer := decision.main with input as fixture.request
			with data.org as fixture.org
			with data.brevet.own as {"thing": {"deny": {said}}}
		said in answer.reasons
	}
}

test_whatever_a_rule_of_the_pack_says_is_gathered if {
	answer := decision.main with input as fixture.request
		with data.org as fixture.org
		with data.brevet.own as {}
		with data.brevet.rules as _saying({
			"deny": {{"code": "A_DENIAL", "facts": {}, "field": null}},
			"warn": {{"code": "A_WARNING", "facts": {}, "field": null}},
			"info": {{"code": "A_WORD", "facts": {}, "field": null}},
			"stage": {{"name": "more", "count": 1, "from": ["team:ops"], "need": [], "because": "A_STAGE"}},
			"bound": {{"max": 60}, {"not_after": 1795341700}},
			"obligation": {{"kind": "notify", "to": "team:ops"}},
		})
	{reason.code | some reason in answer.reasons} == {"A_DENIAL", "A_WARNING", "A_WORD"}
	count(answer.stages) == 1
	answer.lease == {"max": 60, "not_after": 1795341700}
	answer.obligations == {{"kind": "notify", "to": "team:ops"}}
	answer.considered == _names
}

# Every rule of the pack, saying this.
_saying(said) := {category: rules |
	some name in _names
	category := split(name, ".")[0]
	rules := {split(each, ".")[1]: said | some each in _names; startswith(each, $"{category}.")}
}

_names := {
	"approval.automatic",
	"approval.categories",
	"approval.duty",
	"approval.manager",
	"approval.owner",
	"approval.reciprocal",
	"approval.second",
	"approval.stale",
	"approval.vendor",
	"approval.vendor_check",
	"context.freeze",
	"context.hours",
	"context.on_call",
	"context.private",
	"context.reason",
	"context.sources",
	"context.ticket",
	"context.ticket_state",
	"emergency.eligible",
	"emergency.now",
	"emergency.offered",
	"emergency.often",
	"emergency.overdue",
	"emergency.reviewed",
	"emergency.short",
	"history.budget",
	"history.burst",
	"history.first",
	"history.hour",
	"history.many",
	"history.month",
	"history.resource",
	"history.toxic",
	"history.unused",
	"history.vendor",
	"identity.eligible",
	"identity.present",
	"identity.requester",
	"identity.workload",
	"lease.chain",
	"lease.contract",
	"lease.limit",
	"lease.links",
	"lease.minimum",
	"lease.over",
	"lease.tier",
	"lease.total",
	"lease.vendor",
	"lease.window",
	"target.sessions",
	"vendor.categories",
	"vendor.register",
	"vendor.review",
	"vendor.segment",
	"vendor.verified",
}
