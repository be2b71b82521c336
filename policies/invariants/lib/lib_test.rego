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

test_stage_that_takes_older_agreements_is_spared if {
	fresh := _of(object.union(_owner, {"max_age": 3600}))
	lib.spared(_of(_owner), fresh) == []
	every less in [{}, {"max_age": 3601}] {
		lib.spared(fresh, _of(object.union(_owner, less))) == ["OWNER_AGREES"]
	}
	every more in [{"max_age": 3600}, {"max_age": 3599}] {
		lib.spared(fresh, _of(object.union(_owner, more))) == []
	}
}

test_stage_that_more_people_may_fill_is_spared if {
	lib.spared(_of(_owner), _of(object.union(_owner, {"from": ["team:all", "team:payments"]}))) == ["OWNER_AGREES"]
	every people in [["team:payments"], ["team:all", "team:security"], []] {
		lib.spared(_of(_owner), _of(object.union(_owner, {"from": people}))) == []
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

_within(seconds) := _said({"obligations": [{"kind": "review", "within": seconds}]})

test_obligation_that_may_be_done_later_is_spared if {
	lib.spared(_within(60), _within(61)) == ["REVIEW"]
	lib.spared(_within(60), _within(60)) == []
}

_from(blocks) := _said({"obligations": [{"kind": "source_addresses", "values": blocks}]})

test_obligation_that_holds_for_more_addresses_is_spared if {
	every blocks in [["0.0.0.0/0"], ["10.0.0.0/8", "11.0.0.0/8"], ["11.0.0.1"]] {
		lib.spared(_from(["10.0.0.0/8", "192.0.2.0/24"]), _from(blocks)) == ["SOURCE_ADDRESSES"]
	}
	every blocks in [["10.0.0.0/8"], ["10.1.0.0/16", "192.0.2.7"], ["192.0.2.0/24", "10.0.0.0/8"]] {
		lib.spared(_from(["10.0.0.0/8", "192.0.2.0/24"]), _from(blocks)) == []
	}
}

test_own_words_are_of_requester_and_subject_with_their_teams if {
	words := lib.own_words with input as fixture.but({"requester": {"id": "bob", "teams": ["z", "a"]}})
	{[word.by, word.teams] | some word in words} == {["bob", ["a", "z"]], ["alice", ["payments"]]}
}
