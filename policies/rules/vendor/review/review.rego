# METADATA
# title: Vendor looked at in time
# description: No vendor's person gets anything once the vendor's entry should have been looked at again.
# custom:
#   code: VENDOR_REVIEW_OVERDUE
#   message: "The entry of {vendor} should have been looked at by {review_by}."
#   next: "Have the vendor's owner look at it and set review_by anew."
#   facts: {vendor: text, review_by: instant}
#   controls: [soc2:CC9.2, iso27001:A.5.22, gdpr:28(1), cis:15.5]
package brevet.rules.vendor.review

import data.brevet.lib.result

deny contains _reason({
	"vendor": input.vendor.id,
	"review_by": input.vendor.review_by,
}) if {
	input.vendor != null
	is_number(input.vendor.review_by)
	input.time.epoch > input.vendor.review_by
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
