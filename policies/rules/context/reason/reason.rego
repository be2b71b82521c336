# METADATA
# title: Reason that says something
# description: |
#   Who agrees must be able to see what for. A reason is as long as the organisation asks (data.org.reasons.least),
#   and none of those phrases that say nothing (boilerplate).
# custom:
#   code: REASON_THIN
#   field: reason
#   message: "The reason says too little: {least} characters at least, and what the access is for."
#   next: "Say what you will do with it, and why now."
#   facts: {least: number}
#   controls: [soc2:CC6.3, iso27001:A.5.15, hipaa:164.502(b)]
package brevet.rules.context.reason

import data.brevet.lib.result

deny contains _reason({"least": _least}) if _thin

_thin if count(trim_space(input.request.reason)) < _least

_thin if trim(lower(input.request.reason), " .!\n") in object.get(data.org, ["reasons", "boilerplate"], [])

_least := object.get(data.org, ["reasons", "least"], 10)

_reason(facts) := result.reason(rego.metadata.chain(), facts)
