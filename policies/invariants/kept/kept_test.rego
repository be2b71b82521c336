package brevet.invariants.kept_test

import data.brevet.decision
import data.brevet.invariants.kept
import data.brevet.lib.fixture_test as fixture

_said := {
	"deny": {{"code": "A_DENIAL", "facts": {}, "field": null}},
	"warn": {{"code": "A_WARNING", "facts": {}, "field": null}},
	"info": {{"code": "GOOD_NEWS", "facts": {}, "field": null}},
	"stage": {{"name": "more", "count": 1, "from": ["team:ops"], "need": [], "because": "A_STAGE"}},
	"bound": {{"max": 60}, {"not_after": 1795341700}},
	"obligation": {{"kind": "notify", "to": "team:ops"}},
}

_lost := ["A_DENIAL", "A_STAGE", "A_WARNING", "GOOD_NEWS", "LEASE_BOUND", "NOTIFY"]

_nothing := {"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []}

_late := object.union(_nothing, {"lease": {"max": 60, "not_after": 1795341701}})

test_whatever_rules_say_is_kept if {
	kept.broken == set() with input as fixture.request with data.org as fixture.org
	kept.broken == set() with input as fixture.vendor_request with data.org as fixture.org
}

test_whatever_own_rules_say_is_kept if {
	kept.broken == set() with input as fixture.request
		with data.org as fixture.org
		with data.brevet.own as {"thing": _said}
}

test_whatever_is_left_out_is_told if {
	every packs in [{"rules": {"any": {"thing": _said}}, "own": {}}, {"rules": {}, "own": {"thing": _said}}] {
		breaches := kept.broken with data.brevet.rules as packs.rules
			with data.brevet.own as packs.own
			with decision.main as _nothing
		{breach.facts.lost | some breach in breaches} == {_lost}
	}
}

test_moment_that_is_put_off_is_told if {
	breaches := kept.broken with data.brevet.rules as {"any": {"thing": {"bound": _said.bound}}}
		with data.brevet.own as {}
		with decision.main as _late
	{breach.facts.lost | some breach in breaches} == {["LEASE_BOUND"]}
}
