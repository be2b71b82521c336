# METADATA
# title: Somebody is known to be on duty
# description: |
#   Where the organisation asks approvers to be on duty (data.org.approvals, on_duty), only who is on call fills a
#   seat, whichever it is. While no source of evidence can tell, nobody does.
# custom:
#   code: DUTY_UNKNOWN
#   message: "Nobody can tell who is on duty, so nobody who agrees counts."
#   next: "Wait until the source of duties answers, and check again."
#   controls: [soc2:CC6.3, nist:AC-3(2)]
package brevet.rules.approval.duty

import data.brevet.lib.approval
import data.brevet.lib.result

warn contains _reason({}) if {
	approval.asked.on_duty
	not _known
}

_known if input.evidence.on_call.known

_reason(facts) := result.reason(rego.metadata.chain(), facts)
