package brevet.rules.history.budget_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.budget

_org := {"budgets": {"requests_24h": 3}}

_after(requests) := fixture.but({"history": {"requests_24h": requests}})

test_last_of_the_budget_is_allowed if {
	budget.deny == set() with input as _after(2) with data.org as _org
}

test_one_more_is_not if {
	budget.deny == {{
		"code": "BUDGET_SPENT",
		"facts": {"subject": "alice", "made": 3, "most": 3},
		"field": null,
	}} with input as _after(3) with data.org as _org
}

test_start_of_what_was_admitted_spends_nothing if {
	budget.deny == set() with input as object.union(_after(3), {"phase": "activate"}) with data.org as _org
}

test_no_budget_is_never_spent if {
	budget.deny == set() with input as _after(99) with data.org as {"budgets": {"requests_24h": null}}
	budget.deny == set() with input as _after(99) with data.org as {}
}
