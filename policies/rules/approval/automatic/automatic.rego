# METADATA
# title: Allowed by itself
# description: What is of low tier needs nobody's word. The policy alone allows it.
# custom:
#   code: AUTOMATIC
#   message: "{resource} is of {tier} tier: nobody has to agree."
#   next: "Merge it."
#   facts: {resource: text, tier: text}
#   controls: [soc2:CC6.3, nist:AC-24]
package brevet.rules.approval.automatic

import data.brevet.lib.approval
import data.brevet.lib.result

info contains _reason({
	"resource": input.resource.id,
	"tier": input.resource.tier,
}) if {
	approval.automatic
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
