# METADATA
# title: Nobody who is suspended
# description: |
#   Who is suspended neither asks nor gets anything. Who has left stands in no catalog, and so in no request.
# custom:
#   code: SUSPENDED
#   field: subject
#   message: "{who} is suspended."
#   next: "Have people.yaml changed once {who} is back."
#   facts: {who: text}
#   controls: [soc2:CC6.2, iso27001:A.6.5, nist:PS-4, pci:8.2.5]
package brevet.rules.identity.present

import data.brevet.lib.result

deny contains _reason({"who": one.id}) if {
	some one in [input.requester, input.subject]
	one.suspended
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
