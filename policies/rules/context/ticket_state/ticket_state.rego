# METADATA
# title: Ticket that is open
# description: |
#   Where the organisation says so (data.org.tickets.open), the ticket exists and is open, as its source says. While
#   the source does not answer, nobody knows, and nothing is given. Emergencies are not held up.
# custom:
#   code: TICKET_NOT_OPEN
#   field: ticket
#   message: "{ticket} is not known to be open: {state}."
#   next: "Name an open ticket; where the source did not answer, try again."
#   facts: {ticket: text, state: text}
#   controls: [soc2:CC8.1, iso27001:A.8.32, nist:CM-3]
package brevet.rules.context.ticket_state

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"ticket": input.request.ticket,
	"state": _state,
}) if {
	object.get(data.org, ["tickets", "open"], false)
	input.resource.tier in object.get(data.org, ["tickets", "tiers"], [])
	input.request.ticket != null
	not emergency.declared
	_state != "open"
}

default _state := "unknown"

_state := input.evidence.ticket.state if {
	input.evidence.ticket.known
	input.evidence.ticket.state != null
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
