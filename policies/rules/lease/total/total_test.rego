package brevet.rules.lease.total_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.total

_org := {"limits": {"tiers": {"critical": {"total_30d": 86400}}, "vendors": {"high": {"total_30d": 43200}}}}

_after(request, seconds) := object.union(request, {"history": {"seconds_30d": seconds}})

test_all_of_it_is_allowed if {
	total.deny == set() with input as _after(fixture.request, 86400) with data.org as _org
}

test_second_more_is_not if {
	total.deny == {{
		"code": "TOTAL_SPENT",
		"facts": {
			"subject": "alice",
			"entitlement": "payments/customers-db:read-only",
			"total": 86401,
			"most": 86400,
		},
		"field": "duration",
	}} with input as _after(fixture.request, 86401) with data.org as _org
}

test_vendors_people_have_less if {
	total.deny == set() with input as _after(fixture.vendor_request, 43200) with data.org as _org
	{reason.facts.most | some reason in total.deny} == {43200} with input as _after(fixture.vendor_request, 43201)
		with data.org as _org
}

test_nothing_is_counted_where_nothing_is_said if {
	every org in [{}, {"limits": {"tiers": {}, "vendors": {"high": {"total_30d": null}}}}] {
		total.deny == set() with input as _after(fixture.vendor_request, 2592000) with data.org as org
	}
}

test_emergency_is_not_held_up if {
	asked := _after(fixture.request, 86401)
	org := object.union(_org, {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}})
	total.deny == set() with input as object.union(asked, {"request": {"emergency": true}}) with data.org as org
	count(total.deny) > 0 with input as asked with data.org as org
	count(total.deny) > 0 with input as object.union(asked, {"request": {"emergency": true}}) with data.org as _org
}
