# METADATA
# title: For the first time
# description: |
#   A subject asks for an entitlement that it did not have in 31 days, of a tier that the organisation names
#   (data.org.anomalies.first).
# custom:
#   code: FIRST_TIME
#   message: "{subject} has not had {entitlement} in 31 days."
#   next: "Look twice at why it is needed now."
#   facts: {subject: text, entitlement: text}
#   controls: [soc2:CC7.2, nist:AC-2(12), iso27001:A.8.16]
package brevet.rules.history.first

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
	"subject": input.subject.id,
	"entitlement": input.request.entitlement,
}

default _then := "nothing"

_then := setting.then if {
	setting := anomaly.setting("first")
	input.history.first_in_31d
	input.resource.tier in setting.tiers
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
