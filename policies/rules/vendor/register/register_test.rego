package brevet.rules.vendor.register_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.vendor.register

_vendor(changes) := object.union(fixture.vendor_request, {"vendor": changes})

test_complete_entry_is_enough if {
	register.deny == set() with input as fixture.vendor_request with data.org as {"vendors": {"complete": ["dpa", "data"]}}
}

test_vendor_that_sees_data_has_an_agreement if {
	register.deny == {{
		"code": "VENDOR_INCOMPLETE",
		"facts": {"vendor": "acme", "missing": ["dpa"]},
		"field": null,
	}} with input as _vendor({"dpa": null}) with data.org as {}
}

test_vendor_that_sees_none_needs_none if {
	register.deny == set() with input as _vendor({"dpa": null, "data": []}) with data.org as {}
}

test_organisation_may_ask_for_more if {
	org := {"vendors": {"complete": ["review_by", "country", "data"]}}
	asked := _vendor({"country": null, "review_by": null, "data": []})
	{reason.facts.missing | some reason in register.deny} == {["country", "data", "review_by"]} with input as asked
		with data.org as org
	register.deny == set() with input as _vendor({"country": "AT", "review_by": 1}) with data.org as org
}

test_organisation_may_ask_for_a_segment_and_addresses if {
	org := {"vendors": {"complete": ["segment", "addresses"]}}
	denials := register.deny with input as fixture.vendor_request with data.org as org
	{reason.facts.missing | some reason in denials} == {["addresses", "segment"]}
	entered := _vendor({"segment": ["payments/*"], "addresses": ["192.0.2.0/24"]})
	register.deny == set() with input as entered with data.org as org
}

test_own_people_have_no_entry if {
	register.deny == set() with input as fixture.request with data.org as {"vendors": {"complete": ["country"]}}
}
