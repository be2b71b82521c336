# METADATA
# title: Complete register of vendors
# description: |
#   No vendor's person gets anything while the vendor's entry is incomplete: a vendor that sees data has an
#   agreement about it (dpa), and whatever else the organisation asks for (data.org.vendors.complete): country,
#   review_by, data, segment, addresses. What it does not ask for may be left out.
# custom:
#   code: VENDOR_INCOMPLETE
#   message: "The entry of {vendor} says nothing of {missing}."
#   next: "Have the vendor's owner complete it in vendors.yaml."
#   facts: {vendor: text, missing: list}
#   controls: [gdpr:28(3), soc2:CC9.2, iso27001:A.5.20, cis:15.1]
package brevet.rules.vendor.register

import data.brevet.lib.result

deny contains _reason({
	"vendor": input.vendor.id,
	"missing": missing,
}) if {
	input.vendor != null
	missing := sort(_missing(input.vendor))
	count(missing) > 0
}

_missing(vendor) := {field |
	some field in _wanted(vendor)
	object.get(vendor, field, null) in {null, []}
}

_wanted(vendor) := {field | some field in object.get(data.org, ["vendors", "complete"], [])} | _agreement(vendor)

_agreement(vendor) := {"dpa"} if count(vendor.data) > 0

_agreement(vendor) := set() if count(vendor.data) == 0

_reason(facts) := result.reason(rego.metadata.chain(), facts)
