# METADATA
# title: No favours returned
# description: |
#   Two people who agree to each other's requests within a few days (data.org.reciprocal_days, 7 by itself) are
#   pointed out to everybody who looks.
# custom:
#   code: RECIPROCAL
#   message: "{approver} agrees, whose own request {subject} agreed to {days} days ago."
#   next: "Ask somebody else to agree as well."
#   facts: {approver: text, subject: text, days: number}
#   controls: [soc2:CC5.1, iso27001:A.5.3, nist:AC-5]
package brevet.rules.approval.reciprocal

import data.brevet.lib.result

warn contains _reason({
	"approver": one.by,
	"subject": input.subject.id,
	"days": other.days,
}) if {
	some one in input.approvals
	some other in input.history.approved_for
	one.by == other.who
	other.days < object.get(data.org, "reciprocal_days", 7)
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
