# METADATA
# title: Who answers for the vendor agrees
# description: |
#   Someone inside answers for each vendor, and agrees to what its people get, whatever the tier. Where that
#   person asked, the resource's owners agree instead.
# custom:
#   code: VENDOR_OWNER_AGREES
#   message: "Who answers for the vendor has to agree."
#   next: "Ask the vendor's owner; where the owner asked, an owner of the resource."
#   controls: [soc2:CC9.2, iso27001:A.5.19, gdpr:28(2), pci:8.2.7]
package brevet.rules.approval.vendor

import data.brevet.lib.approval
import data.brevet.lib.result

stage contains _stage("vendor", approval.group(1, _from)) if {
	input.vendor != null
}

_from := [$"person:{input.vendor.owner}"] if input.requester.id != input.vendor.owner

_from := input.resource.owners if input.requester.id == input.vendor.owner

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
