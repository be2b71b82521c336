# METADATA
# title: Within the day's budget
# description: |
#   Where the organisation says how many requests or grants a subject may have in a day (data.org.budgets), one more
#   is denied. Emergencies are not held up.
# custom:
#   code: BUDGET_SPENT
#   message: "{subject} has had {made} {what} in 24 hours; {most} is the most."
#   next: "Ask again tomorrow, or ask for one longer lease instead of several."
#   facts: {subject: text, made: number, what: text, most: number}
#   controls: [soc2:CC7.2, nist:AC-2(12)]
package brevet.rules.history.budget

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"subject": input.subject.id,
	"made": budget.made,
	"what": budget.what,
	"most": budget.most,
}) if {
	input.phase != "activate" # it was counted when it was admitted
	not emergency.declared
	some budget in [
		{"what": "requests", "made": input.history.requests_24h, "most": _most("requests_24h")},
		{"what": "grants", "made": input.history.grants_24h, "most": _most("grants_24h")},
	]
	is_number(budget.most)
	budget.made >= budget.most
}

_most(name) := object.get(data.org, ["budgets", name], null)

_reason(facts) := result.reason(rego.metadata.chain(), facts)
