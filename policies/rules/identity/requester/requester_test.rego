package brevet.rules.identity.requester_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.identity.requester

test_people_ask_for_themselves if {
	requester.deny == set() with input as fixture.request
}

test_vendors_person_asks_for_itself if {
	requester.deny == set() with input as fixture.vendor_request
}

test_vendors_owner_asks_for_its_people if {
	asked := object.union(fixture.vendor_request, {"requester": {"id": "erin", "kind": "person"}})
	requester.deny == set() with input as asked
}

test_workloads_owning_team_asks_for_it if {
	requester.deny == set() with input as fixture.workload_request
}

test_workloads_owner_asks_for_it if {
	requester.deny == set() with input as object.union(fixture.workload_request, {"subject": {"owner": "person:alice"}})
}

test_nobody_asks_for_another if {
	requester.deny == {{
		"code": "REQUESTER_NOT_ALLOWED",
		"facts": {"requester": "bob", "subject": "alice"},
		"field": "subject",
	}} with input as fixture.but({"requester": {"id": "bob"}})
}

test_colleague_does_not_ask_for_a_vendors_person if {
	count(requester.deny) == 1 with input as object.union(fixture.vendor_request, {"requester": {"id": "bob"}})
}

test_vendors_person_asks_for_no_workload_of_its_team if {
	vera := object.union(fixture.vendor_request.requester, {"teams": ["payments"]})
	count(requester.deny) == 1 with input as object.union(fixture.workload_request, {"requester": vera})
	count(requester.deny) == 1 with input as object.union(
		fixture.workload_request,
		{"requester": vera, "subject": {"owner": "person:vera"}},
	)
}

test_another_team_does_not_ask_for_a_workload if {
	asked := object.union(fixture.workload_request, {"requester": {"teams": ["security"]}})
	count(requester.deny) == 1 with input as asked
}

test_workload_without_owner_is_asked_for_by_nobody if {
	asked := object.union(fixture.workload_request, {"subject": {"owner": null}})
	count(requester.deny) == 1 with input as asked
}

test_workload_of_a_persons_name_is_not_that_person if {
	asked := object.union(fixture.workload_request, {"subject": {"id": "alice", "owner": "team:security"}})
	count(requester.deny) == 1 with input as asked
}
