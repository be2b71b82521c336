# METADATA
# title: Lease not yet over
# description: A lease that has run out before it could begin gives nothing.
# custom:
#   code: LEASE_OVER
#   field: start
#   message: "It would have ended at {until}, before it could begin."
#   next: "Set a later start, or leave it out to start at once."
#   facts: {until: instant}
#   controls: [soc2:CC6.3, nist:AC-2(2)]
package brevet.rules.lease.over

import data.brevet.lib.result

deny contains _reason({"until": input.request.start + input.request.seconds}) if {
	input.request.start + input.request.seconds <= input.time.epoch
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
