# METADATA
# title: Lease within the tier's limit
# description: |
#   An organisation may say how long access to each tier lasts at most, whatever a role allows
#   (data.org.limits.tiers).
# custom:
#   code: LEASE_OVER_TIER
#   field: duration
#   message: "{asked} is longer than {max}, the most for a resource of {tier} tier."
#   next: "Set duration to {max} or less."
#   facts: {asked: duration, max: duration, tier: text}
#   controls: [soc2:CC6.3, nist:AC-2(2), iso27001:A.8.2]
package brevet.rules.lease.tier

import data.brevet.lib.result

deny contains _reason({
	"asked": input.request.seconds,
	"max": most,
	"tier": input.resource.tier,
}) if {
	some most in _most
	input.request.seconds > most
}

bound contains {"max": most} if some most in _most

_most contains most if {
	most := object.get(data.org, ["limits", "tiers", input.resource.tier, "max"], null)
	is_number(most)
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
