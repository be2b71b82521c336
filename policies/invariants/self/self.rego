# METADATA
# title: Nobody agrees to their own request
# description: What requester or subject say of it makes nothing that it needs any less.
# custom:
#   code: SELF_APPROVED
#   message: "With the word of {requester} or {subject} alone the rules no longer demand {lost}."
#   next: "The rule counts approvals by itself: ask for a stage instead, whose seats neither can fill."
#   facts: {requester: text, subject: text, lost: list}
#   controls: [soc2:CC5.1, iso27001:A.5.3, nist:AC-5]
package brevet.invariants.self

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {
	"requester": input.requester.id,
	"subject": input.subject.id,
	"lost": _lost,
}) if {
	count(_lost) > 0
}

_lost := lib.spared(unsaid, said)

unsaid := answer if answer := decision.main with input.approvals as []

said := answer if answer := decision.main with input.approvals as lib.own_words
