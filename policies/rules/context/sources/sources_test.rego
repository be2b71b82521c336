package brevet.rules.context.sources_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.context.sources

_org := {"sources": {"tiers": {"critical": ["10.0.0.0/8"]}, "vendors": ["192.0.2.0/24"]}}

_bound(values) := {"kind": "source_addresses", "values": values}

test_tier_is_bound if {
	sources.obligation == {_bound(["10.0.0.0/8"])} with input as fixture.request with data.org as _org
}

test_other_tiers_are_not if {
	sources.obligation == set() with input as fixture.but({"resource": {"tier": "low"}}) with data.org as _org
}

test_vendors_people_are_bound_by_all_of_them if {
	asked := object.union(fixture.vendor_request, {"vendor": {"addresses": ["192.0.2.7/32"]}})
	sources.obligation == {
		_bound(["10.0.0.0/8"]),
		_bound(["192.0.2.0/24"]),
		_bound(["192.0.2.7/32"]),
	} with input as asked with data.org as _org
}

test_nobody_is_bound_where_nothing_is_said if {
	sources.obligation == set() with input as fixture.vendor_request with data.org as {}
	sources.obligation == set() with input as fixture.vendor_request
		with data.org as {"sources": {"tiers": {}, "vendors": null}}
}
