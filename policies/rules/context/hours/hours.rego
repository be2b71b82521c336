# METADATA
# title: Within business hours
# description: |
#   Where the organisation keeps business hours for a tier (data.org.hours), a lease lies within those of one
#   working day, by the clock of the resource or of the subject, and holidays are no working days. Outside them
#   those agree whom it names; where it names nobody, nothing is given. Emergencies are not held up.
# custom:
#   code: OUTSIDE_HOURS
#   field: start
#   message: "{resource} of {tier} tier is used within business hours of the {whose}."
#   next: "Choose a start and a duration within one working day."
#   facts: {resource: text, tier: text, whose: text}
#   controls: [soc2:CC6.3, nist:AC-2(11), iso27001:A.8.2]
package brevet.rules.context.hours

import data.brevet.lib.approval
import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"resource": input.resource.id,
	"tier": input.resource.tier,
	"whose": object.get(data.org, ["hours", "of"], "resource"),
}) if {
	_outside
	count(_agree) == 0
}

stage contains _stage("hours", approval.group(1, _agree)) if {
	_outside
	count(_agree) > 0
}

_agree := object.get(data.org, ["hours", "outside"], [])

_outside if {
	hours := object.get(data.org, "hours", null)
	input.resource.tier in hours.tiers
	not emergency.declared
	not _within(hours, input.time.from[hours.of], input.time.until[hours.of])
}

_within(hours, first, last) if {
	first.date == last.date
	first.weekday in hours.days
	first.minute >= hours.from
	last.minute < hours.to
	not first.date in object.get(data.org, "holidays", [])
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
