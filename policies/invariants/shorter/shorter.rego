# METADATA
# title: A shorter lease never needs more
# description: |
#   Half the time demands nothing that the whole did not. Too short is another matter: a denial of the duration itself.
# custom:
#   code: SHORTER_NEEDS_MORE
#   message: "{asked} demands {more}, which {longer} does not."
#   next: "Make the rule ask at least as much of longer leases."
#   facts: {asked: duration, longer: duration, more: list}
#   controls: [soc2:CC6.3, nist:AC-6]
package brevet.invariants.shorter

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {
	"asked": _half,
	"longer": input.request.seconds,
	"more": sort(_more),
}) if {
	count(_more) > 0
}

_more := {code | some code in lib.spared(short, decision.main)} - _too_short

short := answer if {
	answer := decision.main with input as object.union(input, {"request": {
		"seconds": _half,
		"chain": {"seconds": input.request.chain.seconds - (input.request.seconds - _half)},
	}})
}

_too_short contains reason.code if {
	some reason in short.reasons
	reason.field == "duration"
}

_half := ceil(input.request.seconds / 2) if {
	input.request.seconds > 1
	input.request.start >= input.time.epoch
}
