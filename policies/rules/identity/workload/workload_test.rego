package brevet.rules.identity.workload_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.identity.workload

_unbound(tier) := object.union(fixture.workload_request, {"subject": {"environment": null}, "resource": {"tier": tier}})

test_workload_of_an_environment_is_bound if {
	workload.deny == set() with input as fixture.workload_request
}

test_any_branch_gets_nothing_of_high_or_critical_tier if {
	every tier in ["high", "critical"] {
		workload.deny == {{
			"code": "WORKLOAD_UNBOUND",
			"facts": {"workload": "nightly-export", "repository": "acme/exports"},
			"field": "subject",
		}} with input as _unbound(tier)
	}
}

test_below_it_may if {
	every tier in ["low", "moderate"] {
		workload.deny == set() with input as _unbound(tier)
	}
}

test_people_have_no_environment if {
	workload.deny == set() with input as fixture.request
}
