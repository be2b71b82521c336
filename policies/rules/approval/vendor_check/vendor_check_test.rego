package brevet.rules.approval.vendor_check_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.vendor_check

_org := {"vendors": {"check": {"tiers": ["high"], "from": ["team:security"], "need": ["user_verified"]}}}

test_somebody_looks_again if {
	vendor_check.stage == {{
		"name": "vendor-check",
		"count": 1,
		"from": ["team:security"],
		"because": "VENDOR_CHECKED",
		"need": ["user_verified"],
	}} with input as fixture.vendor_request with data.org as _org
}

test_the_resources_tier_may_ask_for_more if {
	org := object.union(_org, {"approvals": {"critical": {"need": ["hardware", "user_verified"], "max_age": 3600}}})
	stages := vendor_check.stage with input as fixture.vendor_request with data.org as org
	{[stage.need, stage.max_age] | some stage in stages} == {[["hardware", "user_verified"], 3600]}
}

test_vendors_of_other_tiers_are_trusted if {
	vendor_check.stage == set() with input as object.union(fixture.vendor_request, {"vendor": {"tier": "low"}})
		with data.org as _org
}

test_own_people_are_known if {
	vendor_check.stage == set() with input as fixture.request with data.org as _org
}

test_nobody_looks_where_nothing_is_said if {
	vendor_check.stage == set() with input as fixture.vendor_request with data.org as {"vendors": {"check": null}}
	vendor_check.stage == set() with input as fixture.vendor_request with data.org as {}
}
