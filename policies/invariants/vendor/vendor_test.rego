package brevet.invariants.vendor_test

import data.brevet.invariants.vendor
import data.brevet.lib.fixture_test as fixture

_nothing := {"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []}

_denied := object.union(_nothing, {"reasons": [{"code": "A_DENIAL", "severity": "deny", "field": null}]})

test_as_much_is_asked_of_vendors if {
	vendor.broken == set() with input as fixture.vendor_request with data.org as fixture.org
	vendor.broken == set() with input as fixture.request with data.org as fixture.org
}

test_what_vendors_are_spared_is_told if {
	breaches := vendor.broken with input as fixture.vendor_request
		with vendor.ours as _denied
		with vendor.theirs as _nothing
	{breach.facts | some breach in breaches} == {{"vendor": "acme", "lost": ["A_DENIAL"]}}
}
