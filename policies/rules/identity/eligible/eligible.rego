# METADATA
# title: Eligible subject
# description: Only those whom the role names may hold it.
# custom:
#   code: SUBJECT_NOT_ELIGIBLE
#   field: role
#   message: "{subject} may not hold {entitlement}, which is for {eligible}."
#   next: "Ask for another role, or ask the resource's owners to name {subject} in eligible."
#   facts: {subject: text, entitlement: text, eligible: list}
#   controls: [soc2:CC6.3, iso27001:A.5.15, nist:AC-3(7), pci:7.2.2]
package brevet.rules.identity.eligible

import data.brevet.lib.party
import data.brevet.lib.result

deny contains _reason({
	"subject": input.subject.id,
	"entitlement": input.request.entitlement,
	"eligible": sort(input.role.eligible),
}) if {
	count(party.names(input.subject) & {name | some name in input.role.eligible}) == 0
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
