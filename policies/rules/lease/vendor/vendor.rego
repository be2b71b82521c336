# METADATA
# title: Lease within the vendor's limit
# description: |
#   An organisation may say how long vendors' people hold anything at most, by the tier of the vendor
#   (data.org.limits.vendors).
# custom:
#   code: LEASE_OVER_VENDOR
#   field: duration
#   message: "{asked} is longer than {max}, the most for people of {vendor}, a vendor of {tier} tier."
#   next: "Set duration to {max} or less."
#   facts: {asked: duration, max: duration, vendor: text, tier: text}
#   controls: [soc2:CC9.2, pci:8.2.7, iso27001:A.5.19]
package brevet.rules.lease.vendor

import data.brevet.lib.result

deny contains _reason({
	"asked": input.request.seconds,
	"max": most,
	"vendor": input.vendor.id,
	"tier": input.vendor.tier,
}) if {
	input.vendor != null
	some most in _most(input.vendor)
	input.request.seconds > most
}

bound contains {"max": most} if {
	input.vendor != null
	some most in _most(input.vendor)
}

_most(vendor) := {most |
	most := object.get(data.org, ["limits", "vendors", vendor.tier, "max"], null)
	is_number(most)
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
