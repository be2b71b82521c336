# METADATA
# title: Data that the agreement covers
# description: |
#   Where the organisation says so (data.org.vendors.within_data), a vendor gets resources alone whose categories of
#   data its entry names.
# custom:
#   code: VENDOR_DATA
#   field: role
#   message: "{resource} holds {data}, which the agreement with {vendor} does not cover."
#   next: "Have the vendor's owner look at the agreement, and add it to data in vendors.yaml."
#   facts: {resource: text, vendor: text, data: list}
#   controls: [gdpr:28(3), gdpr:5(1)(c), soc2:CC9.2, hipaa:164.308(b)]
package brevet.rules.vendor.categories

import data.brevet.lib.result

deny contains _reason({
	"resource": input.resource.id,
	"vendor": input.vendor.id,
	"data": uncovered,
}) if {
	object.get(data.org, ["vendors", "within_data"], false)
	input.vendor != null
	uncovered := [category | some category in input.resource.data; not category in input.vendor.data]
	count(uncovered) > 0
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
