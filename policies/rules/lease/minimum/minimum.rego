# METADATA
# title: Lease that lasts
# description: A grant lasts a second at least; none and less is no lease.
# custom:
#   code: LEASE_TOO_SHORT
#   field: duration
#   message: "A lease lasts 1s at least."
#   next: "Set duration to the time the work needs."
#   facts: {asked: duration}
#   controls: [soc2:CC6.3, nist:AC-2(2)]
package brevet.rules.lease.minimum

import data.brevet.lib.result

deny contains result.reason(rego.metadata.chain(), {"asked": input.request.seconds}) if {
	input.request.seconds < 1
}
