# METADATA
# title: Every lease has an end
# description: |
#   No rule, and nothing that an organisation sets, makes a lease longer than its role allows, or of no length at all.
# custom:
#   code: ENDLESS
#   message: "The rules allow a lease of {seconds}, and {bound} at most, where the role allows {max}."
#   next: "Find the rule that lifts the bound: the least of all counts, and a lease lasts 1s at least."
#   facts: {seconds: duration, bound: text, max: duration}
#   controls: [soc2:CC6.3, nist:AC-2(2)]
package brevet.invariants.ended

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {
	"seconds": input.request.seconds,
	"bound": $"{decision.main.lease.max}",
	"max": input.role.max,
}) if {
	_endless
}

_endless if not is_number(decision.main.lease.max)

_endless if decision.main.lease.max > input.role.max

_endless if {
	input.request.seconds < 1
	count(lib.denied(decision.main)) == 0
}
