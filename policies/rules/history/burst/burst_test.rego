package brevet.rules.history.burst_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.burst

_org(then) := {"anomalies": {"from": ["team:security"], "burst": {"most": 5, "then": then}}}

_unusual := fixture.but({"history": {"requests_1h": 5}})

_usual := fixture.but({"history": {"requests_1h": 4}})

_reason := {"code": "BURST", "facts": {"made": 6, "subject": "alice"}, "field": null}

test_what_is_unusual_is_denied_where_it_is_to_be if {
	burst.deny == {_reason} with input as _unusual with data.org as _org("deny")
	burst.warn == set() with input as _unusual with data.org as _org("deny")
}

test_it_is_agreed_to_where_it_is_to_be if {
	burst.deny == set() with input as _unusual with data.org as _org("stage")
	burst.warn == {_reason} with input as _unusual with data.org as _org("stage")
	burst.stage == {{
		"name": "unusual",
		"count": 1,
		"from": ["team:security"],
		"because": "BURST",
		"need": [],
	}} with input as _unusual with data.org as _org("stage")
}

test_it_is_told_of_where_it_is_to_be if {
	burst.obligation == {{"kind": "notify", "to": "team:security"}} with input as _unusual with data.org as _org("notify")
	burst.warn == {_reason} with input as _unusual with data.org as _org("notify")
	burst.warn == {_reason} with input as _unusual with data.org as _org("warn")
}

test_what_is_usual_is_let_be if {
	every then in ["deny", "stage", "notify", "warn"] {
		((burst.deny | burst.warn) | burst.stage) | burst.obligation == set() with input as _usual
			with data.org as _org(then)
	}
}

test_nothing_is_unusual_where_nothing_is_said if {
((burst.deny | burst.warn) | burst.stage) | burst.obligation == set() with input as _unusual with data.org as {}}
