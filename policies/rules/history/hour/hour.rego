# METADATA
# title: At an unusual hour
# description: |
#   A subject who has asked often enough to have habits asks at a time of the day at which it never did
#   (data.org.anomalies.hour), by its own clock.
# custom:
#   code: UNUSUAL_HOUR
#   message: "{subject} never asked at this time of the day before, in {known} requests."
#   next: "If it was not you who asked, object and tell security."
#   facts: {known: number, subject: text}
#   controls: [soc2:CC7.2, nist:AC-2(12), iso27001:A.8.16]
package brevet.rules.history.hour

import data.brevet.lib.anomaly
import data.brevet.lib.result

deny contains _reason(_facts) if _then == "deny"

warn contains _reason(_facts) if _then in {"stage", "notify", "warn"}

stage contains _stage("unusual", anomaly.group) if _then == "stage"

obligation contains {"kind": "notify", "to": to} if {
	_then == "notify"
	some to in anomaly.from
}

_facts := {
	"known": input.history.hours.known,
	"subject": input.subject.id,
}

default _then := "nothing"

_then := setting.then if {
	setting := anomaly.setting("hour")
	input.history.hours.near == 0
	input.history.hours.known >= setting.least
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
