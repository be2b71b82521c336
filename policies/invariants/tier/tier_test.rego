package brevet.invariants.tier_test

import data.brevet.decision
import data.brevet.invariants.tier
import data.brevet.lib.fixture_test as fixture

_nothing := {"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []}

_denied := object.union(_nothing, {"reasons": [{"code": "A_DENIAL", "severity": "deny", "field": null}]})

test_higher_tiers_ask_as_much if {
	every tier_asked in ["low", "moderate", "high", "critical"] {
		tier.broken == set() with input as fixture.but({"resource": {"tier": tier_asked}}) with data.org as fixture.org
	}
}

test_emergencies_may_be_for_the_highest_tier_alone if {
	offered := {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600, "at_once": true}
	org := object.union(fixture.org, {"emergency": offered})
	asked := fixture.but({"request": {"emergency": true}, "resource": {"tier": "high"}})
	tier.broken == set() with input as asked with data.org as org
	every tiers in [["high", "critical"], ["high"], []] {
		breaches := tier.broken with input as asked
			with data.org as object.union(org, {"emergency": {"tiers": tiers}})
			with tier.above as _nothing
			with decision.main as _denied
		count(breaches) == 1
	}
	every one in [{"request": {"emergency": false}}, {"resource": {"tier": "moderate"}}] {
		breaches := tier.broken with input as object.union(asked, one)
			with data.org as org
			with tier.above as _nothing
			with decision.main as _denied
		count(breaches) == 1
	}
}

test_what_the_next_tier_spares_is_told if {
	breaches := tier.broken with input as fixture.but({"resource": {"tier": "low"}})
		with tier.above as _nothing
		with decision.main as _denied
	{breach.facts | some breach in breaches} == {{"lower": "low", "higher": "moderate", "lost": ["A_DENIAL"]}}
}
