package brevet.rules.approval.stale_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.stale

_org := {"approvals": {"critical": {"max_age": 3600}}}

_agreed(by, seconds, hardware) := {
	"by": by,
	"teams": [],
	"via": "signature",
	"hardware": hardware,
	"user_verified": false,
	"seconds_after_request": null,
	"age_at_most": seconds,
}

_aged(seconds) := fixture.but({"approvals": [_agreed("bob", seconds, false)]})

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

test_one_given_anew_counts_beside_it if {
	anew := fixture.but({"approvals": [_agreed("bob", 172800, true), _agreed("bob", 60, false)]})
	stale.warn == set() with input as anew with data.org as _org
}

test_one_given_anew_by_too_weak_a_key_does_not if {
	org := {"approvals": {"critical": {"max_age": 3600, "need": ["hardware"]}}}
	weak := fixture.but({"approvals": [_agreed("bob", 172800, true), _agreed("bob", 60, false)]})
	count(stale.warn) == 1 with input as weak with data.org as org
	anew := fixture.but({"approvals": [_agreed("bob", 172800, false), _agreed("bob", 60, true)]})
	stale.warn == set() with input as anew with data.org as org
}

test_one_of_somebody_else_does_not if {
	other := fixture.but({"approvals": [_agreed("bob", 3601, false), _agreed("carol", 60, false)]})
	{reason.facts.approver | some reason in stale.warn} == {"bob"} with input as other with data.org as _org
}

test_any_age_counts_where_nothing_is_said if {
	stale.warn == set() with input as _aged(999999) with data.org as {}
}
