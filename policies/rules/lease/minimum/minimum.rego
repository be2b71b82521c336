# METADATA
# title: Lease that lasts
# description: A grant lasts a second at least, or as long as data.org.limits.minimum says; none and less is no lease.
# custom:
#   code: LEASE_TOO_SHORT
#   field: duration
#   message: "A lease lasts {least} at least."
#   next: "Set duration to the time the work needs."
#   facts: {asked: duration, least: duration}
#   controls: [soc2:CC6.3, nist:AC-2(2)]
package brevet.rules.lease.minimum

import data.brevet.lib.result

deny contains _reason({
	"asked": input.request.seconds,
	"least": _least,
}) if {
	input.request.seconds < _least
}

_least := max({1, object.get(data.org, ["limits", "minimum"], 1)})

_reason(facts) := result.reason(rego.metadata.chain(), facts)
