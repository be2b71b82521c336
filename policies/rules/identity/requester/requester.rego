# METADATA
# title: Who may ask for whom
# description: |
#   People ask for themselves; for a workload its owner asks, who is nobody of a vendor, for a vendor's person also the
#   vendor's owner inside.
# custom:
#   code: REQUESTER_NOT_ALLOWED
#   field: subject
#   message: "{requester} may not ask for {subject}."
#   next: "{subject} has to ask, or who answers for it: a workload's owner, a vendor's owner."
#   facts: {requester: text, subject: text}
#   controls: [soc2:CC6.2, iso27001:A.5.16, nist:AC-2]
package brevet.rules.identity.requester

import data.brevet.lib.party
import data.brevet.lib.result

deny contains _reason({
	"requester": input.requester.id,
	"subject": input.subject.id,
}) if {
	not _may_ask
}

_may_ask if {
	input.subject.kind in {"person", "vendor"}
	input.requester.id == input.subject.id
}

_may_ask if {
	input.subject.kind == "vendor"
	input.requester.id == input.vendor.owner
}

_may_ask if {
	input.subject.kind == "workload"
	input.requester.kind == "person"
	input.subject.owner in party.names(input.requester)
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
