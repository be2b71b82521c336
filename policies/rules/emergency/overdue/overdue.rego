# METADATA
# title: No emergency before the last was looked at
# description: While a look at an earlier grant of the subject is overdue, there is no new emergency for it.
# custom:
#   code: EMERGENCY_REVIEW_OVERDUE
#   field: emergency
#   message: "{reviews} of the subject's earlier grants should have been looked at by now."
#   next: "Have them looked at with brevet review, or ask in the ordinary way."
#   facts: {reviews: number}
#   controls: [soc2:CC7.4, hipaa:164.312(a)(2)(ii), nist:AC-2(4)]
package brevet.rules.emergency.overdue

import data.brevet.lib.result

deny contains _reason({"reviews": input.history.overdue_reviews}) if {
	input.request.emergency
	input.history.overdue_reviews > 0
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
