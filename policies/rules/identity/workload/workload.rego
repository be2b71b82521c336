# METADATA
# title: Workload bound to its environment
# description: |
#   A workload that could be built from any branch is not one workload. Above moderate tier it names the environment
#   of its repository whose protection says who may deploy.
# custom:
#   code: WORKLOAD_UNBOUND
#   field: subject
#   message: "{workload} of {repository} names no environment, so any branch could be it."
#   next: "Add environment to its entry in workloads.yaml, and protect that environment."
#   facts: {workload: text, repository: text}
#   controls: [soc2:CC6.1, nist:IA-8, pci:8.6.1, iso27001:A.8.4]
package brevet.rules.identity.workload

import data.brevet.lib.result

deny contains _reason({"workload": input.subject.id, "repository": input.subject.repository}) if {
	input.subject.kind == "workload"
	not is_string(input.subject.environment)
	input.resource.tier in {"high", "critical"}
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
