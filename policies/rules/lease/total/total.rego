# METADATA
# title: Time within 30 days
# description: |
#   Access that is asked for again and again is standing access. An organisation may say how much of 30 days a
#   subject has one entitlement at most, by tier and, for vendors' people, by the vendor's (data.org.limits).
#   Emergencies are not held up, and count later.
# custom:
#   code: TOTAL_SPENT
#   field: duration
#   message: "With this lease {subject} would have had {entitlement} for {total} of 30 days; {most} is the most."
#   next: "Ask for less time, or later."
#   facts: {subject: text, entitlement: text, total: duration, most: duration}
#   controls: [soc2:CC6.3, nist:AC-6(7), iso27001:A.5.18, pci:7.2.4]
package brevet.rules.lease.total

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"subject": input.subject.id,
	"entitlement": input.request.entitlement,
	"total": input.history.seconds_30d,
	"most": most,
}) if {
	not emergency.declared
	some most in _most
	input.history.seconds_30d > most
}

_most contains most if {
	most := object.get(data.org, ["limits", "tiers", input.resource.tier, "total_30d"], null)
	is_number(most)
}

_most contains most if {
	input.vendor != null
	most := object.get(data.org, ["limits", "vendors", input.vendor.tier, "total_30d"], null)
	is_number(most)
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
