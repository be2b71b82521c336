package brevet.rules.history.hour_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.hour

_org(then) := {"anomalies": {"from": ["team:security"], "hour": {"least": 10, "then": then}}}

_unusual := fixture.but({"history": {"hours": {"known": 10, "near": 0}}})

_usual := fixture.but({"history": {"hours": {"known": 10, "near": 1}}})

_reason := {"code": "UNUSUAL_HOUR", "facts": {"known": 10, "subject": "alice"}, "field": null}

test_what_is_unusual_is_denied_where_it_is_to_be if {
	hour.deny == {_reason} with input as _unusual with data.org as _org("deny")
	hour.warn == set() with input as _unusual with data.org as _org("deny")
}

test_it_is_agreed_to_where_it_is_to_be if {
	hour.deny == set() with input as _unusual with data.org as _org("stage")
	hour.warn == {_reason} with input as _unusual with data.org as _org("stage")
	hour.stage == {{
		"name": "unusual",
		"count": 1,
		"from": ["team:security"],
		"because": "UNUSUAL_HOUR",
		"need": [],
	}} with input as _unusual with data.org as _org("stage")
}

test_it_is_told_of_where_it_is_to_be if {
	hour.obligation == {{"kind": "notify", "to": "team:security"}} with input as _unusual with data.org as _org("notify")
	hour.warn == {_reason} with input as _unusual with data.org as _org("notify")
	hour.warn == {_reason} with input as _unusual with data.org as _org("warn")
}

test_what_is_usual_is_let_be if {
	every then in ["deny", "stage", "notify", "warn"] {
		((hour.deny | hour.warn) | hour.stage) | hour.obligation == set() with input as _usual
			with data.org as _org(then)
	}
}

test_nothing_is_unusual_where_nothing_is_said if {
((hour.deny | hour.warn) | hour.stage) | hour.obligation == set() with input as _unusual with data.org as {}}

test_who_asks_seldom_has_no_habits if {
	asked := fixture.but({"history": {"hours": {"known": 9, "near": 0}}})
	hour.deny == set() with input as asked with data.org as _org("deny")
}
