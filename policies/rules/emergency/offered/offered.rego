# METADATA
# title: Emergencies are offered
# description: |
#   Emergency access needs rules of its own: shorter, alarmed, reviewed afterwards. Until an organisation has them
#   it is not to be had.
# custom:
#   code: EMERGENCY_NOT_OFFERED
#   field: emergency
#   message: "Emergency access is not offered here."
#   next: "Leave emergency out and ask in the ordinary way."
#   controls: [soc2:CC6.3, hipaa:164.312(a)(2)(ii)]
package brevet.rules.emergency.offered

import data.brevet.lib.result

deny contains result.reason(rego.metadata.chain(), {}) if input.request.emergency
