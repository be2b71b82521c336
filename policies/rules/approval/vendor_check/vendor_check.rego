# METADATA
# title: A second look at the vendor's person
# description: |
#   For vendors of the tiers that the organisation names (data.org.vendors.check), somebody looks again at who asks,
#   beside the vendor's owner, and signs as it asks and as the resource's tier does.
# custom:
#   code: VENDOR_CHECKED
#   message: "Somebody has to look again at who asks for the vendor."
#   next: "Ask them to verify the identity of the vendor's person, and to agree."
#   controls: [soc2:CC9.2, iso27001:A.5.19, nist:IA-8, pci:8.2.7]
package brevet.rules.approval.vendor_check

import data.brevet.lib.approval
import data.brevet.lib.result

stage contains _stage("vendor-check", _group(check)) if {
	input.vendor != null
	some check in _checks
	input.vendor.tier in check.tiers
}

_checks := [check |
	check := object.get(data.org, ["vendors", "check"], null)
	is_object(check)
]

_group(check) := object.union(group, {"need": [need | some need in _either(group.need, check.need)]}) if {
	group := approval.group(1, check.from)
}

_either(first, second) := {need | some need in array.concat(first, second)}

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
