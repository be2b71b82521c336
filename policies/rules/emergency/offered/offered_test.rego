package brevet.rules.emergency.offered_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.emergency.offered

test_ordinary_requests_are_not_concerned if {
	offered.deny == set() with input as fixture.request
}

test_emergencies_are_denied if {
	offered.deny == {{
		"code": "EMERGENCY_NOT_OFFERED",
		"facts": {},
		"field": "emergency",
	}} with input as fixture.but({"request": {"emergency": true}})
}
