package brevet.rules.context.hours_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.context.hours

_hours := {"days": [1, 2, 3, 4, 5], "from": 480, "to": 1080, "of": "resource", "tiers": ["critical"], "outside": []}

_org(changes) := {"hours": object.union(_hours, changes), "holidays": ["2026-11-24"]}

_between(first, last) := fixture.but({"time": {
	"from": {"resource": first, "subject": {"date": "2026-11-23", "weekday": 1, "minute": 0}},
	"until": {"resource": last, "subject": {"date": "2026-11-23", "weekday": 1, "minute": 119}},
}})

_at(date, weekday, minute) := {"date": date, "weekday": weekday, "minute": minute}

test_working_day_is_within if {
	asked := _between(_at("2026-11-23", 1, 480), _at("2026-11-23", 1, 1079))
	hours.deny == set() with input as asked with data.org as _org({})
}

test_anything_else_is_not if {
	every times in [
		[_at("2026-11-23", 1, 479), _at("2026-11-23", 1, 600)],
		[_at("2026-11-23", 1, 600), _at("2026-11-23", 1, 1080)],
		[_at("2026-11-22", 0, 600), _at("2026-11-22", 0, 720)],
		[_at("2026-11-24", 2, 600), _at("2026-11-24", 2, 720)],
		[_at("2026-11-25", 3, 600), _at("2026-11-26", 4, 600)],
	] {
		count(hours.deny) == 1 with input as _between(times[0], times[1]) with data.org as _org({})
	}
}

test_it_says_whose_hours_they_are if {
	asked := _between(_at("2026-11-22", 0, 600), _at("2026-11-22", 0, 720))
	hours.deny == {{
		"code": "OUTSIDE_HOURS",
		"facts": {"resource": "payments/customers-db", "tier": "critical", "whose": "resource"},
		"field": "start",
	}} with input as asked with data.org as _org({})
}

test_subjects_clock_counts_where_it_is_said_to if {
	asked := _between(_at("2026-11-22", 0, 600), _at("2026-11-22", 0, 720))
	hours.deny == set() with input as asked with data.org as _org({"of": "subject", "from": 0})
}

test_other_tiers_have_no_hours if {
	asked := _between(_at("2026-11-22", 0, 600), _at("2026-11-22", 0, 720))
	hours.deny == set() with input as asked with data.org as _org({"tiers": ["high"]})
}

test_those_named_agree_instead if {
	asked := _between(_at("2026-11-22", 0, 600), _at("2026-11-22", 0, 720))
	org := _org({"outside": ["team:security"]})
	hours.deny == set() with input as asked with data.org as org
	hours.stage == {{
		"name": "hours",
		"count": 1,
		"from": ["team:security"],
		"because": "OUTSIDE_HOURS",
		"need": [],
	}} with input as asked with data.org as org
}

test_they_sign_as_the_tier_asks if {
	asked := _between(_at("2026-11-22", 0, 600), _at("2026-11-22", 0, 720))
	org := object.union(_org({"outside": ["team:security"]}), {"approvals": {"critical": {"need": ["hardware"]}}})
	{stage.need | some stage in hours.stage} == {["hardware"]} with input as asked with data.org as org
}

test_nobody_is_asked_within_them if {
	asked := _between(_at("2026-11-23", 1, 600), _at("2026-11-23", 1, 720))
	hours.stage == set() with input as asked with data.org as _org({"outside": ["team:security"]})
}

test_emergencies_are_not_held_up if {
	org := object.union(_org({}), {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}})
	hours.deny == set() with input as fixture.but({"request": {"emergency": true}}) with data.org as org
	count(hours.deny) == 1 with input as fixture.request with data.org as org
}

test_no_hours_hold_nobody_up if {
	hours.deny == set() with input as fixture.request with data.org as {}
	hours.stage == set() with input as fixture.request with data.org as {"hours": null}
}
