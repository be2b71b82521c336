# METADATA
# title: The unknown is denied
# description: |
#   A resource of which nothing is written, that nobody owns and whose roles name nobody, is given to nobody.
# custom:
#   code: UNKNOWN_ALLOWED
#   message: "{subject} may hold a role of {resource} that names nobody, and that nobody owns."
#   next: "Find the rule that no longer denies it: whom no role names is not eligible."
#   facts: {subject: text, resource: text}
#   controls: [soc2:CC6.3, iso27001:A.5.15, nist:AC-3]
package brevet.invariants.unknown

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {
	"subject": input.subject.id,
	"resource": "nowhere/nothing",
}) if {
	count(lib.denied(nothing)) == 0
}

nothing := answer if {
	answer := decision.main with input as object.union(input, {
		"request": {"entitlement": "nowhere/nothing:use"},
		"resource": {"id": "nowhere/nothing", "title": "nothing", "data": [], "owners": []},
		"role": {"id": "use", "eligible": []},
	})
}
