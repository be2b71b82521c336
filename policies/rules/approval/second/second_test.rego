package brevet.rules.approval.second_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.second

test_critical_has_a_second_stage if {
	second.stage == {{
		"name": "second",
		"count": 1,
		"from": ["team:security"],
		"because": "SECOND_AGREES",
		"need": [],
	}} with input as fixture.request with data.org as fixture.org
}

test_other_tiers_have_none if {
	every tier in ["low", "moderate", "high"] {
		second.stage == set() with input as fixture.but({"resource": {"tier": tier}}) with data.org as fixture.org
	}
}

test_other_tiers_have_one_where_the_organisation_says_so if {
	org := object.union(fixture.org, {"approvals": {"high": {"second": ["person:dana"]}}})
	asked := fixture.but({"resource": {"tier": "high"}})
	{stage.from | some stage in second.stage} == {["person:dana"]} with input as asked with data.org as org
}
