package brevet.lib.anomaly_test

import data.brevet.lib.anomaly
import data.brevet.lib.fixture_test as fixture

_org := {"anomalies": {"from": ["team:security"], "burst": {"most": 1, "then": "warn"}}}

test_people_are_those_whom_the_organisation_names if {
	anomaly.group == {"count": 1, "from": ["team:security"], "need": []} with data.org as _org
	anomaly.group == {"count": 1, "from": [], "need": []} with data.org as {}
}

test_setting_is_what_is_written if {
	anomaly.setting("burst") == {"most": 1, "then": "warn"} with input as fixture.request with data.org as _org
	anomaly.setting("unused") == null with input as fixture.request with data.org as _org
	anomaly.setting("burst") == null with input as fixture.request with data.org as {}
}

test_nothing_is_asked_again_when_access_begins if {
	anomaly.setting("burst") == null with input as fixture.but({"phase": "activate"}) with data.org as _org
}
