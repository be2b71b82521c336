# METADATA
# title: Emergencies are short
# description: |
#   An emergency lasts as long as the organisation says at most (data.org.emergency.max), and begins at once.
# custom:
#   code: EMERGENCY_TOO_LONG
#   field: duration
#   message: "{asked} is longer than {max}, the most for an emergency."
#   next: "Set duration to {max} or less, and ask for the rest in the ordinary way."
#   facts: {asked: duration, max: duration}
#   controls: [nist:AC-2(2), hipaa:164.312(a)(2)(ii), soc2:CC6.3]
package brevet.rules.emergency.short

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"asked": input.request.seconds,
	"max": emergency.setting.max,
}) if {
	input.request.emergency
	input.request.seconds > emergency.setting.max
}

bound contains {"max": emergency.setting.max} if {
	input.request.emergency
	emergency.setting.max > 0
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
