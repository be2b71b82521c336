# METADATA
# title: No customer data in reasons
# description: |
#   Reasons stay in git, where nothing is erased: an e-mail address, a card number or an account number has no place
#   there. data.org.reasons.private false lets them be.
# custom:
#   code: REASON_PRIVATE
#   field: reason
#   message: "The reason seems to hold customer data: {kinds}."
#   next: "Name the ticket that holds it instead."
#   facts: {kinds: list}
#   controls: [gdpr:5(1)(c), pci:3.4, soc2:C1.1]
package brevet.rules.context.private

import data.brevet.lib.result

deny contains _reason({"kinds": input.request.private}) if {
	object.get(data.org, ["reasons", "private"], true)
	count(input.request.private) > 0
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
