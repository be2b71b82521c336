package brevet.lib.approval_test

import data.brevet.lib.approval
import data.brevet.lib.fixture_test as fixture

_in(tier) := fixture.but({"resource": {"tier": tier}})

test_low_tier_is_automatic_by_itself if {
	approval.automatic with input as _in("low") with data.org as {}
}

test_vendors_people_are_never_automatic if {
	asked := object.union(fixture.vendor_request, {"resource": {"tier": "low"}})
	not approval.automatic with input as asked with data.org as {}
}

test_organisation_may_ask_for_owners_of_low_tier if {
	org := {"approvals": {"low": {"owners": 1}}}
	approval.owners.count == 1 with input as _in("low") with data.org as org
	not approval.automatic with input as _in("low") with data.org as org
}

test_organisation_may_ask_for_a_second_stage_of_low_tier if {
	org := {"approvals": {"low": {"second": ["team:security"]}}}
	not approval.automatic with input as _in("low") with data.org as org
}

test_an_owner_agrees_above_low_whatever_is_written if {
	every tier in ["moderate", "high", "critical"] {
		every org in [{}, {"approvals": {tier: {"owners": 0}}}, {"approvals": {}}] {
			approval.owners.count == 1 with input as _in(tier) with data.org as org
			not approval.automatic with input as _in(tier) with data.org as org
		}
	}
}

test_organisation_may_ask_for_more_owners if {
	org := {"approvals": {"high": {"owners": 2}}}
	approval.owners.count == 2 with input as _in("high") with data.org as org
}

test_critical_falls_back_to_who_answers_for_the_rules if {
	org := {"rules": {"from": ["team:security"]}}
	approval.second_asked with input as _in("critical") with data.org as org
	approval.second.from == ["team:security"] with input as _in("critical") with data.org as org
}

test_critical_has_a_second_stage_that_nobody_fills_when_none_is_named if {
	approval.second_asked with input as _in("critical") with data.org as {}
	approval.second.from == [] with input as _in("critical") with data.org as {}
}

test_keys_are_asked_for_when_the_organisation_says_so if {
	approval.owners.need == [] with input as _in("critical") with data.org as {}
	org := {"approvals": {"critical": {"need": ["hardware"]}}}
	approval.owners.need == ["hardware"] with input as _in("critical") with data.org as org
	approval.second.need == ["hardware"] with input as _in("critical") with data.org as org
}

test_organisation_may_ask_for_the_manager if {
	org := {"approvals": {"low": {"manager": true}}}
	approval.manager_asked with input as _in("low") with data.org as org
	not approval.automatic with input as _in("low") with data.org as org
	not approval.manager_asked with input as _in("high") with data.org as org
	not approval.manager_asked with input as object.union(fixture.vendor_request, {"resource": {"tier": "low"}})
		with data.org as org
}

test_organisation_may_ask_for_who_is_on_duty if {
	org := {"approvals": {"critical": {"on_duty": true, "need": ["hardware"], "max_age": 3600}}}
	approval.owners.need == ["hardware", "on_duty"] with input as _in("critical") with data.org as org
	approval.second.max_age == 3600 with input as _in("critical") with data.org as org
}

_at_once := {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "at_once": true}}

test_emergency_given_at_once_asks_nobody if {
	asked := fixture.but({"request": {"emergency": true}})
	org := object.union(_at_once, {"approvals": {"critical": {"manager": true}}})
	approval.owners.count == 0 with input as asked with data.org as org
	not approval.second_asked with input as asked with data.org as org
	not approval.manager_asked with input as asked with data.org as org
	not approval.automatic with input as asked with data.org as org
}

test_any_other_asks_everybody if {
	every asked in [fixture.request, fixture.but({"request": {"emergency": true}, "subject": {"teams": []}})] {
		approval.owners.count == 1 with input as asked with data.org as _at_once
		approval.second_asked with input as asked with data.org as _at_once
	}
}
