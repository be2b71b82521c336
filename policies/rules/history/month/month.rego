# METADATA
# title: Within the month's budget
# description: |
#   Where the organisation says how many requests or grants a subject may have in 30 days (data.org.budgets), one
#   more is denied. Emergencies are not held up.
# custom:
#   code: MONTH_SPENT
#   message: "{subject} has had {made} {what} in 30 days; {most} is the most."
#   next: "Ask for fewer, longer leases, or have the organisation raise it."
#   facts: {subject: text, made: number, what: text, most: number}
#   controls: [soc2:CC7.2, nist:AC-2(12)]
package brevet.rules.history.month

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
		{"what": "requests", "made": input.history.requests_30d, "most": _most("requests_30d")},
		{"what": "grants", "made": input.history.grants_30d, "most": _most("grants_30d")},
	]
	is_number(budget.most)
	budget.made >= budget.most
}

_most(name) := object.get(data.org, ["budgets", name], null)

_reason(facts) := result.reason(rego.metadata.chain(), facts)
