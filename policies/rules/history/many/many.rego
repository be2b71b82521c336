# METADATA
# title: Many resources at once
# description: |
#   More resources asked for by one subject within 24 hours than the organisation finds usual
#   (data.org.anomalies.resources).
# custom:
#   code: MANY_RESOURCES
#   message: "{subject} has asked for {resources} resources within 24 hours."
#   next: "Ask for the one that the work needs."
#   facts: {resources: number, subject: text}
#   controls: [soc2:CC7.2, nist:AC-2(12), iso27001:A.8.16]
package brevet.rules.history.many

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
	"resources": input.history.resources_24h,
	"subject": input.subject.id,
}

default _then := "nothing"

_then := setting.then if {
	setting := anomaly.setting("resources")
	input.history.resources_24h > setting.most
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
