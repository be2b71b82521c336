package brevet.invariants.agreed_test

import data.brevet.invariants.agreed
import data.brevet.lib.fixture_test as fixture

_by(people) := fixture.but({"approvals": [{"by": person, "teams": [], "hardware": false} | some person in people]})

test_agreement_denies_nothing if {
	agreed.broken == set() with input as _by(["bob", "dana"]) with data.org as fixture.org
}

test_denial_that_an_approval_brings_is_told if {
	rules := {"a": {"b": {"deny": {{"code": "CROWDED", "facts": {}, "field": null}}}}}
	some breach in agreed.broken with input as _by(["bob", "dana"])
		with data.org as fixture.org
		with data.brevet.rules as rules
		with agreed.before as {"reasons": []}
	breach.code == "APPROVAL_DENIES"
	breach.facts == {"by": "dana", "more": ["CROWDED"]}
}
