package brevet.lib.emergency_test

import data.brevet.lib.emergency
import data.brevet.lib.fixture_test as fixture

_asked := fixture.but({"request": {"emergency": true}})

_org(setting) := {"emergency": object.union(
	{"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600},
	setting,
)}

test_emergency_is_declared_where_it_is_offered if {
	emergency.declared with input as _asked with data.org as _org({})
}

test_ordinary_request_is_none if {
	not emergency.declared with input as fixture.request with data.org as _org({})
}

test_other_tiers_have_none if {
	not emergency.offered with input as _asked with data.org as _org({"tiers": ["high"]})
	not emergency.declared with input as _asked with data.org as _org({"tiers": ["high"]})
}

test_others_may_not if {
	not emergency.eligible with input as _asked with data.org as _org({"eligible": ["person:bob"]})
	not emergency.declared with input as _asked with data.org as _org({"eligible": ["person:bob"]})
}

test_vendors_people_may_not if {
	vendor := object.union(fixture.vendor_request, {"request": {"emergency": true}, "subject": {"teams": ["payments"]}})
	not emergency.eligible with input as vendor with data.org as _org({})
}

test_nothing_is_at_once_by_itself if {
	not emergency.at_once with input as _asked with data.org as _org({})
}

test_what_the_organisation_gives_at_once_is if {
	emergency.at_once with input as _asked with data.org as _org({"at_once": true})
}

test_ordinary_requests_are_not_at_once if {
	not emergency.at_once with input as fixture.request with data.org as _org({"at_once": true})
}

test_nothing_is_offered_where_nothing_is_written if {
	every org in [{}, {"emergency": null}] {
		not emergency.offered with input as _asked with data.org as org
		not emergency.eligible with input as _asked with data.org as org
	}
}
