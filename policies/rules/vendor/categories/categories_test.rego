package brevet.rules.vendor.categories_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.vendor.categories

_org := {"vendors": {"within_data": true}}

test_covered_data_may_be_seen if {
	asked := object.union(fixture.vendor_request, {"vendor": {"data": ["health", "payment", "personal"]}})
	categories.deny == set() with input as asked with data.org as _org
}

test_other_data_may_not if {
	categories.deny == {{
		"code": "VENDOR_DATA",
		"facts": {"resource": "payments/customers-db", "vendor": "acme", "data": ["payment"]},
		"field": "role",
	}} with input as fixture.vendor_request with data.org as _org
}

test_own_people_have_no_agreement if {
	categories.deny == set() with input as fixture.request with data.org as _org
}

test_nothing_is_compared_where_nothing_is_said if {
	categories.deny == set() with input as fixture.vendor_request with data.org as {}
}
