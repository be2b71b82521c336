# METADATA
# title: Own rules only add
# description: Without an organisation's own rules the pack demands nothing more.
# custom:
#   code: OWN_RULE_LOOSENS
#   message: "An own rule takes back what the pack says: {lost}."
#   next: "To ask for less, change the setting in catalog/org.yaml that the rule of the pack reads."
#   facts: {lost: list}
#   controls: [soc2:CC8.1, nist:CM-5]
package brevet.invariants.own

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {"lost": _lost}) if count(_lost) > 0

_lost := lib.spared(pack, decision.main)

pack := answer if answer := decision.main with data.brevet.own as {}
