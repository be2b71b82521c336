package brevet.rules.emergency.reviewed_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.emergency.reviewed

_org(changes) := {"emergency": object.union(
	{"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600},
	changes,
)}

_asked(changes) := object.union(fixture.but({"request": {"emergency": true, "seconds": 3600}}), changes)

test_owners_look_within_a_day if {
	reviewed.obligation == {{"kind": "review", "within": 86400}} with input as _asked({}) with data.org as _org({})
}

test_those_named_look_instead if {
	org := _org({"review": ["team:security"]})
	reviewed.obligation == {{"kind": "review", "within": 86400, "from": ["team:security"]}} with input as _asked({})
		with data.org as org
}

test_those_named_are_told if {
	org := _org({"notify": ["team:security", "person:erin"]})
	told := {said.to | some said in reviewed.obligation; said.kind == "notify"} with input as _asked({})
		with data.org as org
	told == {"team:security", "person:erin"}
}

test_it_is_said_before if {
	{reason.code | some reason in reviewed.info} == {"EMERGENCY_REVIEWED"} with input as _asked({})
		with data.org as _org({})
}

test_ordinary_requests_are_not_concerned if {
	reviewed.obligation == set() with input as fixture.request with data.org as _org({"notify": ["team:security"]})
	reviewed.info == set() with input as fixture.request with data.org as _org({})
}
