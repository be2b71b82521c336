package brevet.rules.context.on_call_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.context.on_call

_org := {"on_call": {"tiers": ["critical"]}}

_told(on_call) := fixture.but({"evidence": {"on_call": on_call}})

test_who_is_on_call_may if {
	on_call.deny == set() with input as _told({"known": true, "people": ["alice"]}) with data.org as _org
}

test_nobody_else_may if {
	on_call.deny == {{
		"code": "NOT_ON_CALL",
		"facts": {"subject": "alice", "tier": "critical"},
		"field": "subject",
	}} with input as _told({"known": true, "people": ["bob"]}) with data.org as _org
}

test_doubt_is_no if {
	every told in [null, {"known": false, "people": []}, {"known": false, "people": ["alice"]}] {
		count(on_call.deny) == 1 with input as _told(told) with data.org as _org
	}
}

test_workloads_have_no_duty if {
	on_call.deny == set() with input as fixture.workload_request with data.org as _org
}

test_emergencies_are_not_held_up if {
	org := object.union(_org, {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}})
	on_call.deny == set() with input as fixture.but({"request": {"emergency": true}}) with data.org as org
}

test_other_tiers_ask_nobody if {
	every org in [{}, {"on_call": null}, {"on_call": {"tiers": ["high"]}}] {
		on_call.deny == set() with input as fixture.request with data.org as org
	}
}
