# METADATA
# title: Lease within the role's limit
# description: A grant may not last longer than its role allows.
# custom:
#   code: LEASE_TOO_LONG
#   field: duration
#   message: "{asked} is longer than {max}, the most that {entitlement} allows."
#   next: "Set duration to {max} or less, or ask its owners to raise max."
#   facts: {asked: duration, max: duration, entitlement: text}
#   controls: [soc2:CC6.3, nist:AC-2(2), iso27001:A.8.2]
package brevet.rules.lease.limit

import data.brevet.lib.result

deny contains _reason({
	"asked": input.request.seconds,
	"max": input.role.max,
	"entitlement": input.request.entitlement,
}) if {
	input.request.seconds > input.role.max
}

bound contains {"max": input.role.max}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
