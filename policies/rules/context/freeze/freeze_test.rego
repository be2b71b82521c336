package brevet.rules.context.freeze_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.rules.context.freeze

_start := fixture.request.request.start

_freeze := {"name": "Year end", "from": _start + 7199, "until": _start + 9000, "tiers": null, "resources": null}

_org(changes) := {"freezes": [object.union(_freeze, changes)]}

test_lease_that_reaches_into_it_is_denied if {
	freeze.deny == {{
		"code": "CHANGE_FREEZE",
		"facts": {"freeze": "Year end", "from": _start + 7199, "until": _start + 9000},
		"field": "start",
	}} with input as fixture.request with data.org as _org({})
}

test_lease_that_ends_as_it_begins_is_not if {
	freeze.deny == set() with input as fixture.request with data.org as _org({"from": _start + 7200})
}

test_its_last_second_counts if {
	count(freeze.deny) == 1 with input as fixture.request with data.org as _org({"from": 0, "until": _start})
	freeze.deny == set() with input as fixture.request with data.org as _org({"from": 0, "until": _start - 1})
}

test_it_is_about_the_tiers_that_it_names if {
	count(freeze.deny) == 1 with input as fixture.request with data.org as _org({"tiers": ["critical"]})
	freeze.deny == set() with input as fixture.request with data.org as _org({"tiers": ["high"]})
}

test_it_is_about_the_resources_that_it_names if {
	every names in [["payments/*"], ["other/thing", "payments/customers-db"]] {
		count(freeze.deny) == 1 with input as fixture.request with data.org as _org({"resources": names})
	}
	every names in [["other/*"], ["payments/customers"], []] {
		freeze.deny == set() with input as fixture.request with data.org as _org({"resources": names})
	}
}

test_emergencies_are_not_held_up if {
	org := object.union(_org({}), {"emergency": {"eligible": ["team:payments"], "tiers": ["critical"], "max": 3600}})
	freeze.deny == set() with input as fixture.but({"request": {"emergency": true}}) with data.org as org
}

test_no_freeze_holds_nobody_up if {
	freeze.deny == set() with input as fixture.request with data.org as {}
}
