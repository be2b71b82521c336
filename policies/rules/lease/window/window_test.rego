package brevet.rules.lease.window_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.window

_ahead(seconds) := fixture.but({"request": {"start": fixture.request.time.epoch + seconds}})

test_thirty_one_days_are_allowed if {
	window.deny == set() with input as _ahead(2678400)
}

test_second_more_is_not if {
	window.deny == {{
		"code": "START_TOO_FAR",
		"facts": {"ahead": 2678401},
		"field": "start",
	}} with input as _ahead(2678401)
}
