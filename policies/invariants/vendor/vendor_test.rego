package brevet.invariants.vendor_test

import data.brevet.invariants.vendor
import data.brevet.lib.fixture_test as fixture

_nothing := {"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []}

_denied := object.union(_nothing, {"reasons": [{"code": "A_DENIAL", "severity": "deny", "field": null}]})

test_as_much_is_asked_of_vendors if {
	vendor.broken == set() with input as fixture.vendor_request with data.org as fixture.org
	vendor.broken == set() with input as fixture.request with data.org as fixture.org
}

_agreed(stage) := object.union(_nothing, {"stages": [object.union(
	{"count": 1, "from": ["person:erin"], "need": ["hardware"], "because": "SOMEBODY_AGREES"},
	stage,
)]})

test_who_answers_for_the_vendor_stands_for_the_manager if {
	every people in [["person:olga"], ["person:erin", "person:olga"]] {
		vendor.broken == set() with input as fixture.vendor_request
			with vendor.ours as _agreed({"name": "manager"})
			with vendor.theirs as _agreed({"name": "vendor", "from": people})
	}
	every pair in [
		["manager", {"name": "manager"}],
		["manager", {"name": "vendor", "need": []}],
		["owner", {"name": "vendor"}],
	] {
		breaches := vendor.broken with input as fixture.vendor_request
			with vendor.ours as _agreed({"name": pair[0]})
			with vendor.theirs as _agreed(pair[1])
		{breach.facts.lost | some breach in breaches} == {["SOMEBODY_AGREES"]}
	}
}

test_managers_agree_only_to_what_our_people_get if {
	org := object.union(fixture.org, {"approvals": {"critical": {"manager": true, "on_duty": true}}})
	vendor.broken == set() with input as fixture.vendor_request with data.org as org
}

test_what_vendors_are_spared_is_told if {
	breaches := vendor.broken with input as fixture.vendor_request
		with vendor.ours as _denied
		with vendor.theirs as _nothing
	{breach.facts | some breach in breaches} == {{"vendor": "acme", "lost": ["A_DENIAL"]}}
}
