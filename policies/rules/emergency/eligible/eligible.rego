# METADATA
# title: Emergencies by those who may
# description: |
#   Only those whom the organisation names (data.org.emergency.eligible) may break the glass: people of its own, no
#   vendor's and no workload.
# custom:
#   code: EMERGENCY_NOT_ELIGIBLE
#   field: emergency
#   message: "{subject} may not declare an emergency."
#   next: "Ask somebody who may, or ask in the ordinary way."
#   facts: {subject: text}
#   controls: [soc2:CC6.3, hipaa:164.312(a)(2)(ii), nist:AC-2(11)]
package brevet.rules.emergency.eligible

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({"subject": input.subject.id}) if {
	input.request.emergency
	not emergency.eligible
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
