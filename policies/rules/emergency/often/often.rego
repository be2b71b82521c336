# METADATA
# title: Emergencies are rare
# description: |
#   Where the organisation says how many emergencies a subject may have in 30 days (data.org.emergency.most_30d),
#   one more is denied.
# custom:
#   code: EMERGENCY_OFTEN
#   field: emergency
#   message: "{subject} has had {made} emergencies in 30 days; {most} is the most."
#   next: "Ask in the ordinary way, and have the role changed that makes emergencies of it."
#   facts: {subject: text, made: number, most: number}
#   controls: [soc2:CC7.2, nist:AC-2(12)]
package brevet.rules.emergency.often

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"subject": input.subject.id,
	"made": input.history.emergencies_30d,
	"most": emergency.setting.most_30d,
}) if {
	input.request.emergency
	input.phase != "activate" # it was counted when it was admitted
	is_number(emergency.setting.most_30d)
	input.history.emergencies_30d >= emergency.setting.most_30d
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
