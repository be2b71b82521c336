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

test_every_budget_is_one_of_its_own if {
	none := {"requests_24h": 0, "requests_30d": 0, "grants_24h": 0, "grants_30d": 0}
	every name, what in {
		"requests_24h": "requests in 24 hours",
		"requests_30d": "requests in 30 days",
		"grants_24h": "grants in 24 hours",
		"grants_30d": "grants in 30 days",
	} {
		asked := object.union(fixture.vendor_request, {"history": {"vendor": object.union(none, {name: 7})}})
		said := vendor.deny with input as asked with data.org as {"budgets": {$"vendor_{name}": 7}}
		{reason.facts.what | some reason in said} == {what}
		vendor.deny == set() with input as asked with data.org as {"budgets": {$"vendor_{name}": 8}}
	}
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
