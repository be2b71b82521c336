package brevet.rules.approval.reciprocal_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.reciprocal

_approval(by) := {
	"by": by,
	"teams": [],
	"via": "signature",
	"hardware": false,
	"user_verified": false,
	"seconds_after_request": null,
	"age_at_most": 60,
}

_asked(days) := fixture.but({
	"approvals": [_approval("bob"), _approval("carol")],
	"history": {"approved_for": [{"who": "bob", "days": days}, {"who": "dana", "days": 0}]},
})

test_favour_that_is_returned_is_told_of if {
	reciprocal.warn == {{
		"code": "RECIPROCAL",
		"facts": {"approver": "bob", "subject": "alice", "days": 6},
		"field": null,
	}} with input as _asked(6) with data.org as {}
}

test_after_some_days_it_is_none if {
	reciprocal.warn == set() with input as _asked(7) with data.org as {}
	reciprocal.warn == set() with input as _asked(2) with data.org as {"reciprocal_days": 2}
}

test_nobody_owes_anybody_anything_at_first if {
	reciprocal.warn == set() with input as fixture.request with data.org as {}
}
