# METADATA
# title: Emergencies are offered
# description: |
#   Emergency access has rules of its own: shorter, told of, looked at afterwards (data.org.emergency). Where an
#   organisation has not written them, or not for the tier, it is not to be had. What holds up others does not hold up
#   an emergency of somebody who may: hours, freezes, being on call, tickets, budgets, time spent in 30 days; what is
#   unusual is told of. Everything else counts: who may ask and get it, toxic pairs, the reason, addresses, the lengths
#   of a lease and of a chain.
# custom:
#   code: EMERGENCY_NOT_OFFERED
#   field: emergency
#   message: "Emergency access is not offered here."
#   next: "Leave emergency out and ask in the ordinary way."
#   controls: [soc2:CC6.3, hipaa:164.312(a)(2)(ii)]
package brevet.rules.emergency.offered

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({}) if {
	input.request.emergency
	not emergency.offered
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
