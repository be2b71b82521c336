package brevet.rules.history.resource_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.history.resource

_org := {"budgets": {"resource_requests_24h": 9, "resource_grants_30d": 5}}

_after(requests, grants) := object.union(
	fixture.request,
	{"history": {"resource": {"requests_24h": requests, "grants_30d": grants}}},
)

test_last_of_the_budget_is_allowed if {
	resource.deny == set() with input as _after(8, 4) with data.org as _org
}

test_one_more_is_not if {
	resource.deny == {{
		"code": "RESOURCE_BUDGET_SPENT",
		"facts": {"resource": "payments/customers-db", "made": 9, "what": "requests in 24 hours", "most": 9},
		"field": null,
	}} with input as _after(9, 4) with data.org as _org
	{reason.facts.made | some reason in resource.deny} == {5} with input as _after(8, 5) with data.org as _org
}

test_every_budget_is_one_of_its_own if {
	none := {"requests_24h": 0, "requests_30d": 0, "grants_24h": 0, "grants_30d": 0}
	every name, what in {
		"requests_24h": "requests in 24 hours",
		"requests_30d": "requests in 30 days",
		"grants_24h": "grants in 24 hours",
		"grants_30d": "grants in 30 days",
	} {
		asked := object.union(fixture.request, {"history": {"resource": object.union(none, {name: 7})}})
		said := resource.deny with input as asked with data.org as {"budgets": {$"resource_{name}": 7}}
		{reason.facts.what | some reason in said} == {what}
		resource.deny == set() with input as asked with data.org as {"budgets": {$"resource_{name}": 8}}
	}
}

test_start_of_what_was_admitted_spends_nothing if {
	resource.deny == set() with input as object.union(_after(9, 9), {"phase": "activate"}) with data.org as _org
}

test_no_budget_is_never_spent if {
	resource.deny == set() with input as _after(99, 99) with data.org as {"budgets": {"resource_requests_24h": null}}
	resource.deny == set() with input as _after(99, 99) with data.org as {}
}

test_emergency_is_not_held_up if {
	asked := _after(9, 9)
	org := object.union(_org, {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}})
	resource.deny == set() with input as object.union(asked, {"request": {"emergency": true}}) with data.org as org
	count(resource.deny) > 0 with input as asked with data.org as org
	count(resource.deny) > 0 with input as object.union(asked, {"request": {"emergency": true}}) with data.org as _org
}
