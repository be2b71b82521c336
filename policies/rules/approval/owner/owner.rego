# METADATA
# title: Owners agree
# description: Whoever owns a resource above low tier agrees to each use of it.
# custom:
#   code: OWNER_AGREES
#   message: "An owner of the resource has to agree."
#   next: "Ask one of them; who asked cannot."
#   controls: [soc2:CC6.3, iso27001:A.5.18, nist:AC-3(2), pci:7.2.3]
package brevet.rules.approval.owner

import data.brevet.lib.approval
import data.brevet.lib.result

stage contains _stage("owner", approval.owners) if {
	approval.owners.count != 0
}

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
