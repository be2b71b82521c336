package brevet.rules.identity.present_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.identity.present

test_people_who_are_there_are_let_be if {
	present.deny == set() with input as fixture.request
}

test_suspended_subject_is_denied if {
	present.deny == {{
		"code": "SUSPENDED",
		"facts": {"who": "alice"},
		"field": "subject",
	}} with input as fixture.but({"subject": {"suspended": true}})
}

test_suspended_requester_is_denied if {
	asked := object.union(fixture.workload_request, {"requester": {"suspended": true}})
	{reason.facts.who | some reason in present.deny} == {"alice"} with input as asked
}
