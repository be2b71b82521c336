package brevet.lib.result_test

import data.brevet.lib.result

_chain := [
	{"path": ["brevet", "rules", "a", "b", "deny"]},
	{"path": ["brevet", "rules", "a", "b"], "annotations": {"custom": {"code": "A_CODE", "field": "duration"}}},
]

test_reason_carries_code_field_and_facts if {
	result.reason(_chain, {"asked": 1}) == {"code": "A_CODE", "facts": {"asked": 1}, "field": "duration"}
}

test_reason_about_no_field if {
	chain := [{"path": [], "annotations": {"custom": {"code": "A_CODE"}}}]
	result.reason(chain, {}).field == null
}

test_stage_is_sorted_and_says_why if {
	group := {"count": 2, "from": ["team:b", "team:a"], "need": ["user_verified", "hardware"]}
	result.stage(_chain, "owner", group) == {
		"name": "owner",
		"count": 2,
		"from": ["team:a", "team:b"],
		"need": ["hardware", "user_verified"],
		"because": "A_CODE",
	}
}

test_stage_may_ask_for_agreements_that_are_fresh if {
	group := {"count": 1, "from": ["team:a"], "need": [], "max_age": 3600}
	result.stage(_chain, "owner", group).max_age == 3600
	without := object.union(group, {"max_age": null})
	object.get(result.stage(_chain, "owner", without), "max_age", "any") == "any"
}
