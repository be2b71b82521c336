package brevet.invariants.own_test

import data.brevet.decision
import data.brevet.invariants.own
import data.brevet.lib.fixture_test as fixture

_nothing := {"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []}

_denied := object.union(_nothing, {"reasons": [{"code": "A_DENIAL", "severity": "deny", "field": null}]})

test_own_rules_of_this_organisation_add if {
	own.broken == set() with input as fixture.request with data.org as fixture.org with data.own as {}
}

test_what_an_own_rule_takes_back_is_told if {
	breaches := own.broken with own.pack as _denied with decision.main as _nothing
	{breach.facts.lost | some breach in breaches} == {["A_DENIAL"]}
}
