package brevet.invariants.asked_test

import data.brevet.invariants.asked
import data.brevet.lib.fixture_test as fixture

_org := object.union(fixture.org, {
	"approvals": {"critical": {
		"need": ["hardware", "user_verified"],
		"max_age": 3600,
		"on_duty": true,
		"manager": true,
	}},
	"data": {"personal": ["team:privacy"]},
	"vendors": {"check": {"tiers": ["high"], "from": ["team:security"], "need": []}},
	"hours": {"days": [], "from": 0, "to": 1, "of": "subject", "tiers": ["critical"], "outside": ["team:security"]},
	"anomalies": {"from": ["team:security"], "first": {"tiers": ["critical"], "then": "stage"}},
})

_stage(needs) := object.union({"name": "more", "count": 1, "from": [], "because": "A_STAGE"}, needs)

_said(needs) := {"stages": [_stage(needs)]}

test_every_seat_of_the_pack_is if {
	asked.broken == set() with input as fixture.vendor_request with data.org as _org
	asked.broken == set() with input as fixture.request with data.org as _org
	asked.broken == set() with input as fixture.request with data.org as {}
}

test_one_that_needs_less_or_takes_older_is_told if {
	every needs in [
		{"need": ["hardware", "on_duty"], "max_age": 3600},
		{"need": ["hardware", "user_verified"], "max_age": 3600},
		{"need": ["hardware", "on_duty", "user_verified"], "max_age": 3601},
		{"need": ["hardware", "on_duty", "user_verified"]},
	] {
		breaches := asked.broken with input as fixture.request with data.org as _org with asked.pack as _said(needs)
		{breach.facts | some breach in breaches} == {{"tier": "critical", "lost": ["A_STAGE"]}}
	}
}

test_one_that_needs_more_is_none if {
	every needs in [
		{"need": ["hardware", "on_duty", "user_verified"], "max_age": 3600},
		{"need": ["hardware", "on_duty", "user_verified"], "max_age": 60},
	] {
		asked.broken == set() with input as fixture.request with data.org as _org with asked.pack as _said(needs)
	}
}

test_seat_of_an_own_rule_is_one_more if {
	asked.broken == set() with input as fixture.request
		with data.org as _org
		with data.brevet.own as {"thing": {"stage": {_stage({"need": []})}}}
}
