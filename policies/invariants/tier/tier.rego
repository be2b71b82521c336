# METADATA
# title: A higher tier never needs less
# description: |
#   What is demanded for a resource is demanded too for the same resource of the next higher tier. An emergency is
#   compared where both tiers have emergencies: that only the higher one has is what they are for.
# custom:
#   code: TIER_NEEDS_LESS
#   message: "A resource of {lower} tier demands {lost}, and the same of {higher} tier does not."
#   next: "Make the rule, or the setting in catalog/org.yaml that it reads, ask at least as much of {higher}."
#   facts: {lower: text, higher: text, lost: list}
#   controls: [soc2:CC6.3, iso27001:A.5.12, nist:RA-2]
package brevet.invariants.tier

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {
	"lower": input.resource.tier,
	"higher": _higher,
	"lost": _lost,
}) if {
	count(_lost) > 0
	not _only_offered_above
}

_lost := lib.spared(decision.main, above)

above := answer if answer := decision.main with input.resource.tier as _higher

_only_offered_above if {
	input.request.emergency
	tiers := object.get(data.org, ["emergency", "tiers"], [])
	_higher in tiers
	not input.resource.tier in tiers
}

_higher := {"low": "moderate", "moderate": "high", "high": "critical"}[input.resource.tier]
