package brevet.invariants.self_test

import data.brevet.invariants.self
import data.brevet.lib.fixture_test as fixture

_nothing := {"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []}

_denied := object.union(_nothing, {"reasons": [{"code": "A_DENIAL", "severity": "deny", "field": null}]})

test_own_word_changes_nothing if {
	self.broken == set() with input as fixture.request with data.org as fixture.org
}

test_what_an_own_word_spares_is_told if {
	breaches := self.broken with input as fixture.request
		with self.unsaid as _denied
		with self.said as _nothing
	{breach.facts | some breach in breaches} == {{"requester": "alice", "subject": "alice", "lost": ["A_DENIAL"]}}
}
