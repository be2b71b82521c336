package brevet.rules.lease.over_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.over

test_last_second_still_counts if {
	over.deny == set() with input as fixture.but({"request": {"start": fixture.request.time.epoch - 7199}})
}

test_its_end_does_not if {
	over.deny == {{
		"code": "LEASE_OVER",
		"facts": {"until": fixture.request.time.epoch},
		"field": "start",
	}} with input as fixture.but({"request": {"start": fixture.request.time.epoch - 7200}})
}
