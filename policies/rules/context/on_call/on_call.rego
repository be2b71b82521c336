# METADATA
# title: On call
# description: |
#   For the tiers that the organisation names (data.org.on_call) only people on call get access, as a source of
#   evidence says. While it does not answer, nobody knows, and nothing is given. Workloads have no duty, and
#   emergencies are not held up.
# custom:
#   code: NOT_ON_CALL
#   field: subject
#   message: "{subject} is not known to be on call, as {tier} tier asks."
#   next: "Ask whoever is on call; where the source did not answer, try again."
#   facts: {subject: text, tier: text}
#   controls: [soc2:CC6.3, nist:AC-2(11)]
package brevet.rules.context.on_call

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"subject": input.subject.id,
	"tier": input.resource.tier,
}) if {
	input.resource.tier in object.get(data.org, ["on_call", "tiers"], [])
	input.subject.kind != "workload"
	not emergency.declared
	not _known
}

_known if {
	input.evidence.on_call.known
	input.subject.id in input.evidence.on_call.people
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
