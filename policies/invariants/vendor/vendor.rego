# METADATA
# title: A vendor never needs less than staff
# description: |
#   What is demanded of someone of ours is demanded too of a vendor's person in the same place. Who answers for the
#   vendor stands for the manager, whom a vendor's person does not have here.
# custom:
#   code: VENDOR_NEEDS_LESS
#   message: "Of someone of ours the rules demand {lost}, and of the same person of {vendor} they do not."
#   next: "Make the rule ask of vendors at least what it asks of staff."
#   facts: {vendor: text, lost: list}
#   controls: [soc2:CC9.2, iso27001:A.5.19, gdpr:28(1)]
package brevet.invariants.vendor

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {"vendor": _vendors.vendor.id, "lost": _lost}) if {
	count(_lost) > 0
}

_lost := lib.spared(object.union(ours, {"stages": [_led(stage) | some stage in ours.stages]}), theirs)

_led(stage) := object.union(stage, {"name": "vendor", "from": _answering}) if stage.name == "manager"

_led(stage) := stage if stage.name != "manager"

_answering := [name | some stage in theirs.stages; stage.name == "vendor"; some name in stage.from]

theirs := answer if answer := decision.main with input as _vendors

ours := answer if {
	answer := decision.main with input as object.union(_vendors, {
		"subject": {"kind": "person", "vendor": null},
		"requester": {"kind": "person", "vendor": null},
		"vendor": null,
	})
}

# Asked by the person itself, who is named in the role: what differs is the vendor alone.
_vendors := object.union(input, {
	"requester": object.filter(input.subject, object.keys(input.requester)),
	"role": {"eligible": [$"person:{input.subject.id}"]},
}) if {
	input.subject.kind == "vendor"
}
