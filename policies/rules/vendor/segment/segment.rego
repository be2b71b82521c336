# METADATA
# title: Within the vendor's segment
# description: A vendor whose entry names resources gets those alone, whatever their roles say of it.
# custom:
#   code: OUTSIDE_SEGMENT
#   field: role
#   message: "{resource} is none of those that {vendor} may get, which are {segment}."
#   next: "Have the vendor's owner add it to segment in vendors.yaml, if the agreement covers it."
#   facts: {resource: text, vendor: text, segment: list}
#   controls: [soc2:CC9.2, iso27001:A.5.19, gdpr:28(3)(a), nist:AC-20]
package brevet.rules.vendor.segment

import data.brevet.lib.result
import data.brevet.lib.scope

deny contains _reason({
	"resource": input.resource.id,
	"vendor": input.vendor.id,
	"segment": input.vendor.segment,
}) if {
	input.vendor != null
	count(input.vendor.segment) > 0
	count(scope.names(input.resource) & {name | some name in input.vendor.segment}) == 0
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
