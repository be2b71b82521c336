# METADATA
# title: No toxic pair
# description: |
#   Two entitlements that must not be held together (data.org.toxic_pairs) are never given to one subject together,
#   however they were asked for. What the same human holds through a workload is not seen.
# custom:
#   code: TOXIC_PAIR
#   field: role
#   message: "{entitlement} may not be held together with {held}, which {grant} gives."
#   next: "Wait until {grant} has ended, or end it early."
#   facts: {entitlement: text, held: text, grant: text}
#   controls: [soc2:CC5.1, iso27001:A.5.3, nist:AC-5]
package brevet.rules.history.toxic

import data.brevet.lib.result

deny contains _reason({
	"entitlement": input.request.entitlement,
	"held": held.entitlement,
	"grant": held.grant,
}) if {
	some pair in object.get(data.org, "toxic_pairs", [])
	some held in input.history.overlapping
	{input.request.entitlement, held.entitlement} == {entitlement | some entitlement in pair}
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
