package brevet.rules.history.unused_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.unused

_org(then) := {"anomalies": {"from": ["team:security"], "unused": {"most": 5, "then": then}}}

_unusual := fixture.but({"history": {"unused_30d": 6}})

_usual := fixture.but({"history": {"unused_30d": 5}})

_reason := {"code": "GRANTS_UNUSED", "facts": {"unused": 6, "subject": "alice"}, "field": null}

test_what_is_unusual_is_denied_where_it_is_to_be if {
	unused.deny == {_reason} with input as _unusual with data.org as _org("deny")
	unused.warn == set() with input as _unusual with data.org as _org("deny")
}

test_it_is_agreed_to_where_it_is_to_be if {
	unused.deny == set() with input as _unusual with data.org as _org("stage")
	unused.warn == {_reason} with input as _unusual with data.org as _org("stage")
	unused.stage == {{
		"name": "unusual",
		"count": 1,
		"from": ["team:security"],
		"because": "GRANTS_UNUSED",
		"need": [],
	}} with input as _unusual with data.org as _org("stage")
}

test_it_is_told_of_where_it_is_to_be if {
	unused.obligation == {{"kind": "notify", "to": "team:security"}} with input as _unusual with data.org as _org("notify")
	unused.warn == {_reason} with input as _unusual with data.org as _org("notify")
	unused.warn == {_reason} with input as _unusual with data.org as _org("warn")
}

test_what_is_usual_is_let_be if {
	every then in ["deny", "stage", "notify", "warn"] {
		((unused.deny | unused.warn) | unused.stage) | unused.obligation == set() with input as _usual
			with data.org as _org(then)
	}
}

test_nothing_is_unusual_where_nothing_is_said if {
((unused.deny | unused.warn) | unused.stage) | unused.obligation == set() with input as _unusual with data.org as {}}
