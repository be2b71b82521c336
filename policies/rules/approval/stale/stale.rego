# METADATA
# title: Agreements that are too old
# description: |
#   Where the organisation says how old an agreement may be (data.org.approvals, max_age), older ones fill no seat:
#   whoever gave one, and none since by a key that the tier asks for, is told to look again.
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
	not _agreed_anew(one.by)
}

_agreed_anew(person) if {
	some one in input.approvals
	one.by == person
	is_number(one.age_at_most)
	one.age_at_most <= approval.asked.max_age
	every what in approval.asked.need {
		object.get(one, what, false)
	}
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
