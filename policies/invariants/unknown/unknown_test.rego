package brevet.invariants.unknown_test

import data.brevet.invariants.unknown
import data.brevet.lib.fixture_test as fixture

_nothing := {"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []}

_denied := object.union(_nothing, {"reasons": [{"code": "A_DENIAL", "severity": "deny", "field": null}]})

test_nothing_is_given_to_nobody if {
	unknown.broken == set() with input as fixture.request with data.org as fixture.org
	unknown.broken == set() with input as fixture.request with unknown.nothing as _denied
}

test_unknown_that_is_not_denied_is_told if {
	breaches := unknown.broken with input as fixture.request with unknown.nothing as _nothing
	{breach.facts | some breach in breaches} == {{"subject": "alice", "resource": "nowhere/nothing"}}
}
