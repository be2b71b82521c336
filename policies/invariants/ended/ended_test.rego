package brevet.invariants.ended_test

import data.brevet.decision
import data.brevet.invariants.ended
import data.brevet.lib.fixture_test as fixture

_said(bound) := {"reasons": [], "stages": [], "lease": {"max": bound, "not_after": null}, "obligations": []}

test_lease_within_its_role_ends if {
	ended.broken == set() with input as fixture.request with data.org as fixture.org
}

test_longer_bound_than_the_roles_is_told if {
	breaches := ended.broken with input as fixture.request with decision.main as _said(28801)
	{breach.facts | some breach in breaches} == {{"seconds": 7200, "bound": "28801", "max": 28800}}
}

test_bound_that_is_none_is_told if {
	count(ended.broken) == 1 with input as fixture.request with decision.main as _said("for ever")
}

test_lease_of_no_length_is_told_unless_denied if {
	asked := fixture.but({"request": {"seconds": 0}})
	ended.broken == set() with input as asked with data.org as fixture.org
	count(ended.broken) == 1 with input as asked with decision.main as _said(3600)
}
