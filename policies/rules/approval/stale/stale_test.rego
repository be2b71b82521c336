package brevet.rules.approval.stale_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.stale

_org := {"approvals": {"critical": {"max_age": 3600}}}

_aged(seconds) := fixture.but({"approvals": [{
	"by": "bob",
	"teams": [],
	"via": "signature",
	"hardware": false,
	"user_verified": false,
	"seconds_after_request": null,
	"age_at_most": seconds,
}]})

test_fresh_one_counts if {
	stale.warn == set() with input as _aged(3600) with data.org as _org
}

test_older_one_does_not if {
	stale.warn == {{
		"code": "APPROVAL_STALE",
		"facts": {"approver": "bob", "most": 3600},
		"field": null,
	}} with input as _aged(3601) with data.org as _org
}

test_nor_one_of_unknown_age if {
	count(stale.warn) == 1 with input as _aged(null) with data.org as _org
}

test_any_age_counts_where_nothing_is_said if {
	stale.warn == set() with input as _aged(999999) with data.org as {}
}
