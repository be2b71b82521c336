package brevet.invariants.shorter_test

import data.brevet.decision
import data.brevet.invariants.shorter
import data.brevet.lib.fixture_test as fixture

_nothing := {"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []}

_denied := object.union(_nothing, {"reasons": [{"code": "A_DENIAL", "severity": "deny", "field": null}]})

_early := object.union(_nothing, {"reasons": [{"code": "A_DENIAL", "severity": "deny", "field": "duration"}]})

test_half_the_time_asks_no_more if {
	shorter.broken == set() with input as fixture.request with data.org as fixture.org
}

test_what_half_the_time_asks_more_is_told if {
	breaches := shorter.broken with input as fixture.request
		with shorter.short as _denied
		with decision.main as _nothing
	{breach.facts | some breach in breaches} == {{"asked": 3600, "longer": 7200, "more": ["A_DENIAL"]}}
}

test_too_short_is_another_matter if {
	shorter.broken == set() with input as fixture.request
		with shorter.short as _early
		with decision.main as _nothing
}
