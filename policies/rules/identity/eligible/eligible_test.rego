package brevet.rules.identity.eligible_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.identity.eligible

test_member_of_a_named_team_is_eligible if {
	eligible.deny == set() with input as fixture.request
}

test_person_named_is_eligible if {
	eligible.deny == set() with input as fixture.but({"role": {"eligible": ["person:alice"]}})
}

test_people_of_a_named_vendor_are_eligible if {
	eligible.deny == set() with input as fixture.vendor_request
}

test_workload_named_is_eligible if {
	eligible.deny == set() with input as fixture.workload_request
}

test_nobody_else_is if {
	eligible.deny == {{
		"code": "SUBJECT_NOT_ELIGIBLE",
		"facts": {
			"subject": "alice",
			"entitlement": "payments/customers-db:read-only",
			"eligible": ["team:ops", "vendor:acme"],
		},
		"field": "role",
	}} with input as fixture.but({"role": {"eligible": ["vendor:acme", "team:ops"]}})
}

test_empty_list_means_nobody if {
	count(eligible.deny) == 1 with input as fixture.but({"role": {"eligible": []}})
}

test_workload_does_not_borrow_a_persons_name if {
	asked := object.union(fixture.workload_request, {"role": {"eligible": ["person:nightly-export"]}})
	count(eligible.deny) == 1 with input as asked
}

test_vendors_person_is_not_eligible_by_another_vendor if {
	asked := object.union(fixture.vendor_request, {"role": {"eligible": ["vendor:globex"]}})
	count(eligible.deny) == 1 with input as asked
}
