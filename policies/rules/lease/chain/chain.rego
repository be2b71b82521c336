# METADATA
# title: Chain within the role's limit
# description: |
#   Leases less than an hour apart are one chain: neither extensions nor new requests make standing access.
# custom:
#   code: CHAIN_TOO_LONG
#   field: duration
#   message: "With the leases before it this is {chain} of {entitlement} in a row, longer than {max}."
#   next: "Wait until an hour after the last one ended, or ask its owners to raise max_chain."
#   facts: {chain: duration, max: duration, entitlement: text}
#   controls: [soc2:CC6.3, nist:AC-2(2), nist:AC-6(7), iso27001:A.5.18]
package brevet.rules.lease.chain

import data.brevet.lib.result

deny contains _reason({
	"chain": input.request.chain.seconds,
	"max": input.role.max_chain,
	"entitlement": input.request.entitlement,
}) if {
	input.request.chain.seconds > input.role.max_chain
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
