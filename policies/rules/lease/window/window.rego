# METADATA
# title: Start within a month
# description: A lease starts at most 31 days ahead, so that what was agreed is still what is meant.
# custom:
#   code: START_TOO_FAR
#   field: start
#   message: "It would start {ahead} ahead; 31 days is the most."
#   next: "Choose an earlier start, or ask again nearer to it."
#   facts: {ahead: duration}
#   controls: [soc2:CC6.3, nist:AC-2]
package brevet.rules.lease.window

import data.brevet.lib.result

deny contains _reason({"ahead": input.request.start - input.time.epoch}) if {
	input.request.start - input.time.epoch > _most
}

_most := (31 * 24) * 3600

_reason(facts) := result.reason(rego.metadata.chain(), facts)
