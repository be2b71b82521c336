# METADATA
# title: Lease within the vendor's contract
# description: Nobody of a vendor holds anything after the vendor's contract has ended.
# custom:
#   code: CONTRACT_ENDS
#   field: duration
#   message: "The contract with {vendor} ends at {contract_end}, before this lease would at {until}."
#   next: "Ask for less time, or have the vendor's owner enter the new contract."
#   facts: {vendor: text, contract_end: instant, until: instant}
#   controls: [soc2:CC9.2, iso27001:A.5.20, gdpr:28(3), cis:15.7]
package brevet.rules.lease.contract

import data.brevet.lib.result

deny contains _reason({
	"vendor": input.vendor.id,
	"contract_end": input.vendor.contract_end,
	"until": input.request.start + input.request.seconds,
}) if {
	_ends
	input.request.start + input.request.seconds > input.vendor.contract_end
}

bound contains {"not_after": input.vendor.contract_end} if _ends

_ends if is_number(input.vendor.contract_end)

_reason(facts) := result.reason(rego.metadata.chain(), facts)
