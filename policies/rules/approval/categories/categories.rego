# METADATA
# title: Those who answer for the data agree
# description: |
#   Where the organisation names people for a category of data (data.org.data), such as security for personal or
#   payment data, they agree to access to any resource that holds it.
# custom:
#   code: DATA_AGREES
#   message: "Whoever answers for the data in it has to agree."
#   next: "Ask one of them; who fills another seat cannot fill this one too."
#   controls: [gdpr:32(1)(b), pci:7.2.3, hipaa:164.308(a)(4)(ii)(B), iso27001:A.5.34]
package brevet.rules.approval.categories

import data.brevet.lib.approval
import data.brevet.lib.emergency
import data.brevet.lib.result

stage contains _stage("second", approval.group(1, from)) if {
	not emergency.at_once
	some category in input.resource.data
	from := object.get(data.org, ["data", category], [])
	count(from) > 0
}

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
