# METADATA
# title: Many requests at once
# description: |
#   More requests for one subject within an hour than the organisation finds usual (data.org.anomalies.burst).
# custom:
#   code: BURST
#   message: "This is request {made} for {subject} within an hour."
#   next: "Ask for what the work needs in one request, or wait."
#   facts: {made: number, subject: text}
#   controls: [soc2:CC7.2, nist:AC-2(12), iso27001:A.8.16]
package brevet.rules.history.burst

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
	"made": input.history.requests_1h + 1,
	"subject": input.subject.id,
}

default _then := "nothing"

_then := setting.then if {
	setting := anomaly.setting("burst")
	input.history.requests_1h + 1 > setting.most
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
