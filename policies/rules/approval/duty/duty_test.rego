package brevet.rules.approval.duty_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.duty

_org := {"approvals": {"critical": {"on_duty": true}}}

_told(on_call) := fixture.but({"evidence": {"on_call": on_call}})

test_doubt_is_told_of if {
	every told in [null, {"known": false, "people": []}] {
		duty.warn == {{
			"code": "DUTY_UNKNOWN",
			"facts": {},
			"field": null,
		}} with input as _told(told) with data.org as _org
	}
}

test_known_duty_is_not if {
	duty.warn == set() with input as _told({"known": true, "people": []}) with data.org as _org
}

test_nobody_has_to_be_where_nothing_is_said if {
	duty.warn == set() with input as _told(null) with data.org as {}
}
