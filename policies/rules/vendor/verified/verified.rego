# METADATA
# title: Verified vendor's people
# description: |
#   Where the organisation says so (data.org.vendors.verified), somebody has verified who a vendor's person is, and
#   that still holds (verified_until in people.yaml).
# custom:
#   code: IDENTITY_UNVERIFIED
#   field: subject
#   message: "Nobody has verified of late who {subject} of {vendor} is."
#   next: "Have the vendor's owner verify it and set verified_until in people.yaml."
#   facts: {subject: text, vendor: text}
#   controls: [nist:IA-8, nist:PS-7, soc2:CC6.2, iso27001:A.5.16]
package brevet.rules.vendor.verified

import data.brevet.lib.result

deny contains _reason({
	"subject": input.subject.id,
	"vendor": input.vendor.id,
}) if {
	object.get(data.org, ["vendors", "verified"], false)
	input.vendor != null
	not _holds(input.subject.verified_until)
}

_holds(until) if {
	is_number(until)
	input.time.epoch <= until
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
