# METADATA
# title: Every seat is as the tier asks
# description: |
#   What an organisation asks of who agrees, by tier, the pack asks of every seat: the keys they sign with, how old an
#   agreement may be, and that they are on duty.
# custom:
#   code: SEAT_NEEDS_LESS
#   message: "Seats of {lost} take agreements that {tier} tier does not."
#   next: "Make the rule ask for what data.org.approvals asks for: approval.group does."
#   facts: {tier: text, lost: list}
#   controls: [soc2:CC6.1, iso27001:A.8.5, nist:IA-2(1)]
package brevet.invariants.asked

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {"tier": input.resource.tier, "lost": sort(_lost)}) if {
	count(_lost) > 0
}

_lost contains stage.because if {
	some stage in pack.stages
	not _meets(stage)
}

# A seat that an own rule adds is one more, whatever it needs.
pack := answer if answer := decision.main with data.brevet.own as {}

_asked := object.get(data.org, ["approvals", input.resource.tier], {})

_meets(stage) if {
	_fresh(object.get(stage, "max_age", null), object.get(_asked, "max_age", null))
	_on_duty(stage)
	every need in object.get(_asked, "need", []) {
		need in stage.need
	}
}

_on_duty(stage) if "on_duty" in stage.need

_on_duty(_) if not object.get(_asked, "on_duty", false)

_fresh(_, null)

_fresh(age, most) if {
	is_number(age)
	age <= most
}
