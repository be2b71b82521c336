package brevet.rules.history.many_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.many

_org(then) := {"anomalies": {"from": ["team:security"], "resources": {"most": 5, "then": then}}}

_unusual := fixture.but({"history": {"resources_24h": 6}})

_usual := fixture.but({"history": {"resources_24h": 5}})

_reason := {"code": "MANY_RESOURCES", "facts": {"resources": 6, "subject": "alice"}, "field": null}

test_what_is_unusual_is_denied_where_it_is_to_be if {
	many.deny == {_reason} with input as _unusual with data.org as _org("deny")
	many.warn == set() with input as _unusual with data.org as _org("deny")
}

test_it_is_agreed_to_where_it_is_to_be if {
	many.deny == set() with input as _unusual with data.org as _org("stage")
	many.warn == {_reason} with input as _unusual with data.org as _org("stage")
	many.stage == {{
		"name": "unusual",
		"count": 1,
		"from": ["team:security"],
		"because": "MANY_RESOURCES",
		"need": [],
	}} with input as _unusual with data.org as _org("stage")
}

test_it_is_told_of_where_it_is_to_be if {
	many.obligation == {{"kind": "notify", "to": "team:security"}} with input as _unusual with data.org as _org("notify")
	many.warn == {_reason} with input as _unusual with data.org as _org("notify")
	many.warn == {_reason} with input as _unusual with data.org as _org("warn")
}

test_what_is_usual_is_let_be if {
	every then in ["deny", "stage", "notify", "warn"] {
		((many.deny | many.warn) | many.stage) | many.obligation == set() with input as _usual
			with data.org as _org(then)
	}
}

test_nothing_is_unusual_where_nothing_is_said if {
((many.deny | many.warn) | many.stage) | many.obligation == set() with input as _unusual with data.org as {}}
