# METADATA
# title: The same rules, asked by conftest
# description: |
#   conftest judges a file as it stands, so what brevet works out first (names, durations, who asks) is worked out here,
#   as far as the rules read it.
package main

deny contains reason.code if {
	some reason in _decision.reasons
	reason.severity == "deny"
}

_decision := answer if answer := data.brevet.decision.main with input as _asked

_asked := {
	"phase": "check",
	"time": {"epoch": _now},
	"request": {
		"id": _id,
		"entitlement": $"{_resource}:{input.role}",
		"seconds": _seconds,
		"start": _now,
		"reason": input.reason,
		"ticket": object.get(input, "ticket", null),
		"emergency": object.get(input, "emergency", false),
		"extends": null,
		"chain": {"seconds": _seconds, "links": 1},
	},
	"requester": _subject,
	"subject": object.union(_subject, {"owner": null, "repository": null, "environment": null}),
	"vendor": null,
	"resource": object.union(data.catalog.resources[_resource], {"id": _resource}),
	"role": object.union(data.catalog.resources[_resource].roles[input.role], {"id": input.role}),
	"target": {"id": "door", "kind": "x509", "expiry": "at-login", "ends_sessions": true, "keeps": []},
	"history": {"overlapping": [], "requests_24h": 0},
	"approvals": [],
	"objections": [],
}

_now := 1795341600

_id := $"{split(data.conftest.file.dir, "/requests/")[1]}/{trim_suffix(data.conftest.file.name, ".yaml")}"

_resource := concat("/", array.slice(split(_id, "/"), 0, 2))

_seconds := time.parse_duration_ns(input.duration) / 1000000000

_subject := {
	"id": input.subject,
	"kind": "person",
	"teams": data.catalog.teams_of[input.subject],
	"vendor": null,
	"manager": null,
	"timezone": "UTC",
}
