# METADATA
# title: Agreements that are too old
# description: |
#   Where the organisation says how old an agreement may be (data.org.approvals, max_age), older ones fill no seat:
#   whoever gave one is told to look again.
# custom:
#   code: APPROVAL_STALE
#   message: "{approver} agreed more than {most} ago, which no longer counts."
#   next: "Ask {approver} to look again and agree anew."
#   facts: {approver: text, most: duration}
#   controls: [soc2:CC6.3, iso27001:A.5.18]
package brevet.rules.approval.stale

import data.brevet.lib.approval
import data.brevet.lib.result

warn contains _reason({
	"approver": one.by,
	"most": approval.asked.max_age,
}) if {
	is_number(approval.asked.max_age)
	some one in input.approvals
	not _fresh(one.age_at_most)
}

_fresh(age) if {
	is_number(age)
	age <= approval.asked.max_age
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
