package brevet.invariants.answer_test

import data.brevet.invariants.answer
import data.brevet.lib.fixture_test as fixture

test_nothing_is_broken_by_the_pack if {
	answer.main == set() with input as fixture.vendor_request with data.org as fixture.org
}

test_what_is_broken_is_told if {
	org := {"approvals": {"high": {"owners": 2}}}
	answer.main == {{
		"code": "TIER_NEEDS_LESS",
		"facts": {"lower": "high", "higher": "critical", "lost": ["OWNER_AGREES"]},
		"field": null,
	}} with input as fixture.but({"resource": {"tier": "high"}}) with data.org as org
}
