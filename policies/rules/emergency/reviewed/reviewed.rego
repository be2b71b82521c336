# METADATA
# title: Emergencies are looked at
# description: |
#   Within a day after an emergency somebody else looks at it and signs what they think: whom the organisation names
#   (data.org.emergency.review), else the owners of the resource. Who asked, had or agreed to it never does. Those
#   whom it names (notify) are told at once.
# custom:
#   code: EMERGENCY_REVIEWED
#   field: emergency
#   message: "Somebody else looks at this emergency within a day."
#   next: "Be ready to say what you did."
#   controls: [soc2:CC7.3, hipaa:164.308(a)(1)(ii)(D), nist:AC-2(4), pci:10.4.1]
package brevet.rules.emergency.reviewed

import data.brevet.lib.emergency
import data.brevet.lib.result

info contains _reason({}) if input.request.emergency

obligation contains object.union({"kind": "review", "within": 86400}, _from) if input.request.emergency

obligation contains {"kind": "notify", "to": to} if {
	input.request.emergency
	some to in emergency.setting.notify
}

_from := {"from": emergency.setting.review} if count(emergency.setting.review) > 0

_from := {} if count(emergency.setting.review) == 0

_reason(facts) := result.reason(rego.metadata.chain(), facts)
