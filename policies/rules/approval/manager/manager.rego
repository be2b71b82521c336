# METADATA
# title: The manager agrees
# description: |
#   Where the organisation says so for a tier (data.org.approvals), the subject's manager agrees too; for a
#   workload, the manager of who asks. Where there is none, those agree who accept the rules.
# custom:
#   code: MANAGER_AGREES
#   message: "The manager has to agree."
#   next: "Ask the manager."
#   controls: [soc2:CC6.2, nist:AC-2, hipaa:164.308(a)(3)(ii)(A)]
package brevet.rules.approval.manager

import data.brevet.lib.approval
import data.brevet.lib.result

stage contains _stage("manager", approval.group(1, _from)) if approval.manager_asked

_manager := input.subject.manager if input.subject.kind != "workload"

_manager := input.requester.manager if input.subject.kind == "workload"

_from := [$"person:{_manager}"] if is_string(_manager)

_from := object.get(data.org, ["rules", "from"], []) if not is_string(_manager)

_stage(name, group) := result.stage(rego.metadata.chain(), name, group)
