# METADATA
# title: No change freeze
# description: |
#   While the organisation freezes changes (data.org.freezes), nothing new is given on what the freeze is about.
#   Emergencies are not held up.
# custom:
#   code: CHANGE_FREEZE
#   field: start
#   message: "{freeze} lasts from {from} until {until}."
#   next: "Ask for a time outside it."
#   facts: {freeze: text, from: instant, until: instant}
#   controls: [soc2:CC8.1, iso27001:A.8.32, nist:CM-3]
package brevet.rules.context.freeze

import data.brevet.lib.emergency
import data.brevet.lib.result
import data.brevet.lib.scope

deny contains _reason({
	"freeze": freeze.name,
	"from": freeze.from,
	"until": freeze.until,
}) if {
	not emergency.declared
	some freeze in object.get(data.org, "freezes", [])
	input.request.start <= freeze.until
	freeze.from < input.request.start + input.request.seconds
	_concerned(freeze)
}

_concerned(freeze) if {
	input.resource.tier in _tiers(freeze)
	_named(freeze)
}

_tiers(freeze) := freeze.tiers if is_array(freeze.tiers)

_tiers(freeze) := ["low", "moderate", "high", "critical"] if freeze.tiers == null

_named(freeze) if freeze.resources == null

_named(freeze) if {
	some name in freeze.resources
	name in scope.names(input.resource)
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
