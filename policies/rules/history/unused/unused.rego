# METADATA
# title: Grants that nobody used
# description: |
#   More grants of one subject that were over before they gave anything, in 30 days, than the organisation finds
#   usual (data.org.anomalies.unused). Access that is not used need not be asked for.
# custom:
#   code: GRANTS_UNUSED
#   message: "{unused} grants of {subject} in 30 days were over before they gave anything."
#   next: "Ask when the access is needed, and end early what is not."
#   facts: {unused: number, subject: text}
#   controls: [soc2:CC6.3, nist:AC-6(7), cis:5.3]
package brevet.rules.history.unused

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
	"unused": input.history.unused_30d,
	"subject": input.subject.id,
}

default _then := "nothing"

_then := setting.then if {
	setting := anomaly.setting("unused")
	input.history.unused_30d > setting.most
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
