package brevet.invariants.lib_test

import data.brevet.invariants.lib
import data.brevet.lib.fixture_test as fixture

_owner := {"name": "owner", "count": 1, "from": ["team:payments"], "need": [], "because": "OWNER_AGREES"}

_said(more) := object.union(
	{"reasons": [], "stages": [], "lease": {"max": 3600, "not_after": null}, "obligations": []},
	more,
)

_of(stage) := _said({"stages": [stage]})

test_equal_decisions_spare_nothing if {
	lib.spared(_of(_owner), _of(_owner)) == []
}

test_denial_that_is_gone_is_spared if {
	denied := _said({"reasons": [{"code": "A_CODE", "severity": "deny"}, {"code": "B_CODE", "severity": "warn"}]})
	lib.spared(denied, _said({})) == ["A_CODE"]
	lib.spared(_said({}), denied) == []
}

test_stage_that_is_gone_or_smaller_or_needs_less_is_spared if {
	every other in [
		_said({}),
		_of(object.union(_owner, {"name": "other"})),
	] {
		lib.spared(_of(_owner), other) == ["OWNER_AGREES"]
	}
	every more in [{"count": 2}, {"need": ["hardware"]}] {
		lib.spared(_of(object.union(_owner, more)), _of(_owner)) == ["OWNER_AGREES"]
	}
}

test_more_of_a_stage_spares_nothing if {
	every more in [{"count": 2}, {"need": ["hardware"]}, {"from": ["team:security"]}] {
		lib.spared(_of(_owner), _of(object.union(_owner, more))) == []
	}
}

test_longer_or_later_lease_is_spared if {
	lib.spared(_said({"lease": {"max": 3599}}), _said({})) == ["LEASE_BOUND"]
	lib.spared(_said({"lease": {"not_after": 9}}), _said({})) == ["LEASE_BOUND"]
	lib.spared(_said({"lease": {"not_after": 9}}), _said({"lease": {"not_after": 10}})) == ["LEASE_BOUND"]
}

test_shorter_or_earlier_lease_is_not if {
	every pair in [[{}, {"max": 3599}], [{}, {"not_after": 9}], [{"not_after": 9}, {"not_after": 9}]] {
		lib.spared(_said({"lease": pair[0]}), _said({"lease": pair[1]})) == []
	}
}

test_obligation_that_is_gone_is_spared if {
	dutiful := _said({"obligations": [{"kind": "review", "within": 60}]})
	lib.spared(dutiful, _said({})) == ["REVIEW"]
	lib.spared(dutiful, dutiful) == []
}

test_own_words_are_of_requester_and_subject_with_their_teams if {
	words := lib.own_words with input as fixture.but({"requester": {"id": "bob", "teams": ["z", "a"]}})
	{[word.by, word.teams] | some word in words} == {["bob", ["a", "z"]], ["alice", ["payments"]]}
}
