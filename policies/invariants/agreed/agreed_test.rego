package brevet.invariants.agreed_test

import data.brevet.decision
import data.brevet.invariants.agreed
import data.brevet.lib.fixture_test as fixture

_by(people) := fixture.but({"approvals": [{"by": person, "teams": [], "hardware": false} | some person in people]})

test_agreement_denies_nothing if {
	agreed.broken == set() with input as _by(["bob", "dana"]) with data.org as fixture.org
}

test_denial_that_an_approval_brings_is_told if {
	breaches := agreed.broken with input as _by(["bob", "dana"])
		with decision.main as {"reasons": [{"code": "CROWDED", "severity": "deny"}]}
		with agreed.before as {"reasons": []}
	{breach.facts | some breach in breaches} == {{"by": "dana", "more": ["CROWDED"]}}
}
