# METADATA
# title: Emergencies are now
# description: |
#   An emergency begins at once, and goes on from no earlier grant: what can wait is none.
# custom:
#   code: EMERGENCY_LATER
#   field: emergency
#   message: "An emergency begins at once, on its own."
#   next: "Leave start and extends out, or ask in the ordinary way."
#   controls: [hipaa:164.312(a)(2)(ii), nist:AC-2(11)]
package brevet.rules.emergency.now

import data.brevet.lib.result

deny contains _reason({}) if {
	input.request.emergency
	_later
}

_later if input.request.start > input.time.epoch

_later if input.request.extends != null

_reason(facts) := result.reason(rego.metadata.chain(), facts)
