package brevet.rules.approval.categories_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.approval.categories

_org := {"data": {"personal": ["team:security"], "health": ["team:privacy"]}}

test_those_named_for_it_agree if {
	categories.stage == {{
		"name": "second",
		"count": 1,
		"from": ["team:security"],
		"because": "DATA_AGREES",
		"need": [],
	}} with input as fixture.request with data.org as _org
}

test_each_category_has_its_own if {
	org := {"data": {"personal": ["team:security"], "payment": ["team:finance"]}}
	{stage.from | some stage in categories.stage} == {["team:security"], ["team:finance"]} with input as fixture.request
		with data.org as org
}

test_other_data_asks_nobody if {
	categories.stage == set() with input as fixture.but({"resource": {"data": ["logs"]}}) with data.org as _org
	categories.stage == set() with input as fixture.request with data.org as {}
	categories.stage == set() with input as fixture.request with data.org as {"data": {"personal": []}}
}

test_emergency_given_at_once_asks_nobody_before if {
	org := object.union(_org, {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "at_once": true}})
	categories.stage == set() with input as fixture.but({"request": {"emergency": true}}) with data.org as org
}
