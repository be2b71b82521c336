# METADATA
# title: A second stage agrees
# description: Critical access has a second pair of eyes, those whom the organisation names.
# custom:
#   code: SECOND_AGREES
#   message: "A second stage beside the owners has to agree."
#   next: "Ask one of them; whoever fills the owners' seat cannot fill this one too."
#   controls: [soc2:CC5.1, iso27001:A.5.3, nist:AC-3(2), nist:AC-5]
package brevet.rules.approval.second

import data.brevet.lib.approval
import data.brevet.lib.result

stage contains _stage("second", approval.second) if {
	approval.second_asked
}

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
