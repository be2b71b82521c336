package brevet.rules.vendor.review_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.vendor.review

_due(epoch) := object.union(fixture.vendor_request, {"vendor": {"review_by": epoch}})

test_last_second_is_in_time if {
	review.deny == set() with input as _due(fixture.request.time.epoch)
}

test_second_later_is_not if {
	review.deny == {{
		"code": "VENDOR_REVIEW_OVERDUE",
		"facts": {"vendor": "acme", "review_by": fixture.request.time.epoch - 1},
		"field": null,
	}} with input as _due(fixture.request.time.epoch - 1)
}

test_entry_without_a_day_is_never_overdue if {
	review.deny == set() with input as _due(null)
}

test_own_people_have_no_entry if {
	review.deny == set() with input as fixture.request
}
