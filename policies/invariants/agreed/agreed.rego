# METADATA
# title: Who agrees does no harm
# description: One more approval never makes denied what was not.
# custom:
#   code: APPROVAL_DENIES
#   message: "Once {by} agrees as well, the rules deny: {more}."
#   next: "An approval that does not count is passed over; only an objection denies."
#   facts: {by: text, more: list}
#   controls: [soc2:CC6.3, nist:AC-3(2)]
package brevet.invariants.agreed

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {"by": _last.by, "more": sort(_more)}) if {
	count(_more) > 0
}

_more := lib.denied(decision.main) - lib.denied(before)

before := answer if answer := decision.main with input.approvals as _but_last

_last := input.approvals[count(input.approvals) - 1]

_but_last := array.slice(input.approvals, 0, count(input.approvals) - 1)
