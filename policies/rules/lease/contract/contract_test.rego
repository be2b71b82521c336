package brevet.rules.lease.contract_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.lease.contract

_ending(epoch) := object.union(fixture.vendor_request, {"vendor": {"contract_end": epoch}})

_until := fixture.request.time.epoch + 7200

test_lease_may_end_with_the_contract if {
	contract.deny == set() with input as _ending(_until)
}

test_not_a_second_later if {
	contract.deny == {{
		"code": "CONTRACT_ENDS",
		"facts": {"vendor": "acme", "contract_end": _until - 1, "until": _until},
		"field": "duration",
	}} with input as _ending(_until - 1)
}

test_contract_bounds_the_lease if {
	contract.bound == {{"not_after": 1814399999}} with input as fixture.vendor_request
}

test_contract_without_end_bounds_nothing if {
	contract.deny == set() with input as _ending(null)
	contract.bound == set() with input as _ending(null)
}

test_own_people_have_no_contract_here if {
	contract.deny == set() with input as fixture.request
	contract.bound == set() with input as fixture.request
}
