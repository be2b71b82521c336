package brevet.rules.history.month_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.month

_org := {"budgets": {"requests_30d": 9, "grants_30d": 5}}

_after(requests, grants) := fixture.but({"history": {"requests_30d": requests, "grants_30d": grants}})

test_last_of_the_budget_is_allowed if {
	month.deny == set() with input as _after(8, 4) with data.org as _org
}

test_one_more_is_not if {
	month.deny == {{
		"code": "MONTH_SPENT",
		"facts": {"subject": "alice", "made": 9, "what": "requests", "most": 9},
		"field": null,
	}} with input as _after(9, 4) with data.org as _org
	{reason.facts.what | some reason in month.deny} == {"grants"} with input as _after(8, 5) with data.org as _org
}

test_start_of_what_was_admitted_spends_nothing if {
	month.deny == set() with input as object.union(_after(9, 9), {"phase": "activate"}) with data.org as _org
}

test_no_budget_is_never_spent if {
	month.deny == set() with input as _after(99, 99) with data.org as {"budgets": {"requests_30d": null}}
	month.deny == set() with input as _after(99, 99) with data.org as {}
}

test_emergency_is_not_held_up if {
	asked := _after(9, 9)
	org := object.union(_org, {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}})
	month.deny == set() with input as object.union(asked, {"request": {"emergency": true}}) with data.org as org
	count(month.deny) > 0 with input as asked with data.org as org
	count(month.deny) > 0 with input as object.union(asked, {"request": {"emergency": true}}) with data.org as _org
}
