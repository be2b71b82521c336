package brevet.lib.anomaly_test

import data.brevet.lib.anomaly
import data.brevet.lib.fixture_test as fixture

_org := {"anomalies": {"from": ["team:security"], "burst": {"most": 1, "then": "warn"}}}

test_people_are_those_whom_the_organisation_names if {
	anomaly.group.from == ["team:security"] with input as fixture.request with data.org as _org
	anomaly.group.from == [] with input as fixture.request with data.org as {}
}

test_they_sign_as_the_tier_asks if {
	org := object.union(_org, {"approvals": {"critical": {"need": ["hardware"]}}})
	anomaly.group.need == ["hardware"] with input as fixture.request with data.org as org
}

test_setting_is_what_is_written if {
	anomaly.setting("burst") == {"most": 1, "then": "warn"} with input as fixture.request with data.org as _org
	anomaly.setting("unused") == null with input as fixture.request with data.org as _org
	anomaly.setting("burst") == null with input as fixture.request with data.org as {}
}

test_nothing_is_asked_again_when_access_begins if {
	anomaly.setting("burst") == null with input as fixture.but({"phase": "activate"}) with data.org as _org
}

_emergency(then) := object.union(
	{"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}},
	{"anomalies": {"burst": {"most": 1, "then": then}}},
)

test_emergency_is_told_of_and_not_held_up if {
	declared := fixture.but({"request": {"emergency": true}})
	anomaly.setting("burst").then == "notify" with input as declared with data.org as _emergency("notify")
	anomaly.setting("unused") == null with input as declared with data.org as _emergency("deny")
	every then in ["deny", "stage", "warn"] {
		anomaly.setting("burst") == {"most": 1, "then": "warn"} with input as declared with data.org as _emergency(then)
		anomaly.setting("burst").then == then with input as fixture.request with data.org as _emergency(then)
	}
}
