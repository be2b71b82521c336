# METADATA
# title: Within the resource's budget
# description: |
#   Where the organisation says how many requests and grants in a day and in 30 days there may be for one resource
#   (data.org.budgets), one more is denied. Emergencies are not held up.
# custom:
#   code: RESOURCE_BUDGET_SPENT
#   message: "For {resource} there were {made} {what} already; {most} is the most."
#   next: "Ask again later, or have the organisation raise it."
#   facts: {resource: text, made: number, what: text, most: number}
#   controls: [soc2:CC7.2, nist:AC-2(12)]
package brevet.rules.history.resource

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"resource": input.resource.id,
	"made": budget.made,
	"what": budget.what,
	"most": budget.most,
}) if {
	input.phase != "activate" # it was counted when it was admitted
	not emergency.declared
	some budget in [
		{"what": "requests in 24 hours", "made": input.history.resource.requests_24h, "most": _most("resource_requests_24h")},
		{"what": "requests in 30 days", "made": input.history.resource.requests_30d, "most": _most("resource_requests_30d")},
		{"what": "grants in 24 hours", "made": input.history.resource.grants_24h, "most": _most("resource_grants_24h")},
		{"what": "grants in 30 days", "made": input.history.resource.grants_30d, "most": _most("resource_grants_30d")},
	]
	is_number(budget.most)
	budget.made >= budget.most
}

_most(name) := object.get(data.org, ["budgets", name], null)

_reason(facts) := result.reason(rego.metadata.chain(), facts)
