package brevet.rules.approval.vendor_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.vendor

test_vendors_owner_agrees if {
	vendor.stage == {{
		"name": "vendor",
		"count": 1,
		"from": ["person:erin"],
		"because": "VENDOR_OWNER_AGREES",
		"need": [],
	}} with input as fixture.vendor_request with data.org as {}
}

test_whatever_the_tier if {
	every tier in ["low", "moderate", "high", "critical"] {
		count(vendor.stage) == 1 with input as object.union(fixture.vendor_request, {"resource": {"tier": tier}})
			with data.org as {}
	}
}

test_resources_owners_agree_where_the_vendors_owner_asked if {
	asked := object.union(fixture.vendor_request, {"requester": {"id": "erin", "kind": "person"}})
	{stage.from | some stage in vendor.stage} == {["team:payments"]} with input as asked with data.org as {}
}

test_they_sign_as_the_tier_asks if {
	org := {"approvals": {"critical": {"need": ["hardware"], "max_age": 3600}}}
	stages := vendor.stage with input as fixture.vendor_request with data.org as org
	{[stage.need, stage.max_age] | some stage in stages} == {[["hardware"], 3600]}
}

test_own_people_need_no_vendors_owner if {
	vendor.stage == set() with input as fixture.request
}
