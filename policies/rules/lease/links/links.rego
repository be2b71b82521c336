# METADATA
# title: Leases in one chain
# description: |
#   An organisation may say how many leases one chain has at most, however short they are (data.org.limits.links).
# custom:
#   code: CHAIN_TOO_MANY
#   field: extends
#   message: "This would be lease {links} of {entitlement} in a row; {most} is the most."
#   next: "Wait until an hour after the last one ended."
#   facts: {links: number, most: number, entitlement: text}
#   controls: [soc2:CC6.3, nist:AC-2(2), nist:AC-6(7)]
package brevet.rules.lease.links

import data.brevet.lib.result

deny contains _reason({
	"links": input.request.chain.links,
	"most": _most,
	"entitlement": input.request.entitlement,
}) if {
	is_number(_most)
	input.request.chain.links > _most
}

_most := object.get(data.org, ["limits", "links"], null)

_reason(facts) := result.reason(rego.metadata.chain(), facts)
