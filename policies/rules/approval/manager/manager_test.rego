package brevet.rules.approval.manager_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.manager

_org := {"approvals": {"critical": {"manager": true}}, "rules": {"from": ["team:security"]}}

_stage(from) := {
	"name": "manager",
	"count": 1,
	"from": from,
	"because": "MANAGER_AGREES",
	"need": [],
}

test_subjects_manager_agrees if {
	manager.stage == {_stage(["person:erin"])} with input as fixture.request with data.org as _org
}

test_workloads_requesters_manager_agrees if {
	asked := object.union(fixture.workload_request, {"requester": {"manager": "dana"}})
	manager.stage == {_stage(["person:dana"])} with input as asked with data.org as _org
}

test_who_accepts_the_rules_agrees_where_there_is_no_manager if {
	manager.stage == {_stage(["team:security"])} with input as fixture.but({"subject": {"manager": null}})
		with data.org as _org
}

test_no_manager_agrees_where_none_is_asked if {
	manager.stage == set() with input as fixture.request with data.org as {}
}
