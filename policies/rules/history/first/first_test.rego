package brevet.rules.history.first_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.first

_org(then) := {"anomalies": {"from": ["team:security"], "first": {"tiers": ["critical"], "then": then}}}

_unusual := fixture.but({"history": {"first_in_31d": true}})

_usual := fixture.but({"history": {"first_in_31d": false}})

_reason := {
	"code": "FIRST_TIME",
	"facts": {"subject": "alice", "entitlement": "payments/customers-db:read-only"},
	"field": null,
}

test_what_is_unusual_is_denied_where_it_is_to_be if {
	first.deny == {_reason} with input as _unusual with data.org as _org("deny")
	first.warn == set() with input as _unusual with data.org as _org("deny")
}

test_it_is_agreed_to_where_it_is_to_be if {
	first.deny == set() with input as _unusual with data.org as _org("stage")
	first.warn == {_reason} with input as _unusual with data.org as _org("stage")
	first.stage == {{
		"name": "unusual",
		"count": 1,
		"from": ["team:security"],
		"because": "FIRST_TIME",
		"need": [],
	}} with input as _unusual with data.org as _org("stage")
}

test_it_is_told_of_where_it_is_to_be if {
	first.obligation == {{"kind": "notify", "to": "team:security"}} with input as _unusual with data.org as _org("notify")
	first.warn == {_reason} with input as _unusual with data.org as _org("notify")
	first.warn == {_reason} with input as _unusual with data.org as _org("warn")
}

test_what_is_usual_is_let_be if {
	every then in ["deny", "stage", "notify", "warn"] {
		((first.deny | first.warn) | first.stage) | first.obligation == set() with input as _usual
			with data.org as _org(then)
	}
}

test_nothing_is_unusual_where_nothing_is_said if {
((first.deny | first.warn) | first.stage) | first.obligation == set() with input as _unusual with data.org as {}}

test_other_tiers_are_let_be if {
	asked := fixture.but({"resource": {"tier": "low"}})
	first.deny == set() with input as asked with data.org as _org("deny")
}
