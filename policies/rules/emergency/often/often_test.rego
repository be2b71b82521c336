package brevet.rules.emergency.often_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.emergency.often

_org(changes) := {"emergency": object.union(
	{"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600},
	changes,
)}

_asked(changes) := object.union(fixture.but({"request": {"emergency": true, "seconds": 3600}}), changes)

_after(number) := _asked({"history": {"emergencies_30d": number}})

test_last_one_is_allowed if {
	often.deny == set() with input as _after(2) with data.org as _org({"most_30d": 3})
}

test_one_more_is_not if {
	often.deny == {{
		"code": "EMERGENCY_OFTEN",
		"facts": {"subject": "alice", "made": 3, "most": 3},
		"field": "emergency",
	}} with input as _after(3) with data.org as _org({"most_30d": 3})
}

test_start_of_what_was_admitted_is_none if {
	often.deny == set() with input as object.union(_after(3), {"phase": "activate"}) with data.org as _org({"most_30d": 3})
}

test_no_number_is_never_reached if {
	often.deny == set() with input as _after(99) with data.org as _org({"most_30d": null})
}

test_ordinary_requests_are_not_concerned if {
	ordinary := fixture.but({"history": {"emergencies_30d": 99}})
	often.deny == set() with input as ordinary with data.org as _org({"most_30d": 3})
}
