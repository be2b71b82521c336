package brevet.rules.history.vendor_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.vendor

_org := {"budgets": {"vendor_requests_24h": 9, "vendor_grants_30d": 5}}

_after(requests, grants) := object.union(
	fixture.vendor_request,
	{"history": {"vendor": {"requests_24h": requests, "grants_30d": grants}}},
)

test_last_of_the_budget_is_allowed if {
	vendor.deny == set() with input as _after(8, 4) with data.org as _org
}

test_one_more_is_not if {
	vendor.deny == {{
		"code": "VENDOR_BUDGET_SPENT",
		"facts": {"vendor": "acme", "made": 9, "what": "requests in 24 hours", "most": 9},
		"field": null,
	}} with input as _after(9, 4) with data.org as _org
	{reason.facts.made | some reason in vendor.deny} == {5} with input as _after(8, 5) with data.org as _org
}

test_start_of_what_was_admitted_spends_nothing if {
	vendor.deny == set() with input as object.union(_after(9, 9), {"phase": "activate"}) with data.org as _org
}

test_no_budget_is_never_spent if {
	vendor.deny == set() with input as _after(99, 99) with data.org as {"budgets": {"vendor_requests_24h": null}}
	vendor.deny == set() with input as _after(99, 99) with data.org as {}
}

test_own_people_are_no_vendors if {
	asked := fixture.but({"history": {"vendor": {"requests_24h": 99, "grants_30d": 99}}})
	vendor.deny == set() with input as asked with data.org as _org
}
