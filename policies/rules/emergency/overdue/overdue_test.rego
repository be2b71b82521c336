package brevet.rules.emergency.overdue_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.emergency.overdue

_asked(changes) := object.union(fixture.but({"request": {"emergency": true, "seconds": 3600}}), changes)

test_first_one_may_be if {
	overdue.deny == set() with input as _asked({})
}

test_next_one_waits_for_the_look_at_it if {
	overdue.deny == {{
		"code": "EMERGENCY_REVIEW_OVERDUE",
		"facts": {"reviews": 1},
		"field": "emergency",
	}} with input as _asked({"history": {"overdue_reviews": 1}})
}

test_ordinary_requests_are_not_concerned if {
	overdue.deny == set() with input as fixture.but({"history": {"overdue_reviews": 1}})
}
