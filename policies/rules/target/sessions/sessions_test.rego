package brevet.rules.target.sessions_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.target.sessions

test_sessions_of_critical_access_are_cut if {
	sessions.obligation == {{"kind": "end_sessions"}} with input as fixture.request
}

test_nothing_is_asked_of_a_target_that_cannot if {
	sessions.obligation == set() with input as fixture.but({"target": {"ends_sessions": false}})
}

test_sessions_of_other_tiers_are_left if {
	every tier in ["low", "moderate", "high"] {
		sessions.obligation == set() with input as fixture.but({"resource": {"tier": tier}})
	}
}
