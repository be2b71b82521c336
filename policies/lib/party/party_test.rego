package brevet.lib.party_test

import data.brevet.lib.party

test_person_is_meant_by_id_and_teams if {
	subject := {"id": "alice", "kind": "person", "teams": ["payments", "sre"], "vendor": null}
	party.names(subject) == {"person:alice", "team:payments", "team:sre"}
}

test_vendors_person_is_also_meant_by_vendor if {
	subject := {"id": "vera", "kind": "vendor", "teams": [], "vendor": "acme"}
	party.names(subject) == {"person:vera", "vendor:acme"}
}

test_workload_is_meant_by_its_own_name_alone if {
	subject := {"id": "nightly-export", "kind": "workload", "teams": [], "vendor": null}
	party.names(subject) == {"workload:nightly-export"}
}
