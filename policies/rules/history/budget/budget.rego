# METADATA
# title: Requests within the budget
# description: |
#   Where the organisation says how many requests a subject may make in a day, one more is denied.
# custom:
#   code: BUDGET_SPENT
#   message: "{subject} has made {made} requests in 24 hours; {most} is the most."
#   next: "Ask again tomorrow, or ask for one longer lease instead of several."
#   facts: {subject: text, made: number, most: number}
#   controls: [soc2:CC7.2, nist:AC-2(12)]
package brevet.rules.history.budget

import data.brevet.lib.result

deny contains _reason({
	"subject": input.subject.id,
	"made": input.history.requests_24h,
	"most": _most,
}) if {
	input.phase != "activate" # it was counted when it was admitted
	is_number(_most)
	input.history.requests_24h >= _most
}

_most := object.get(data.org, ["budgets", "requests_24h"], null)

_reason(facts) := result.reason(rego.metadata.chain(), facts)
