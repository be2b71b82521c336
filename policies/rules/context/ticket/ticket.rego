# METADATA
# title: Ticket where one is wanted
# description: |
#   Requests of the tiers that the organisation names (data.org.tickets) say which piece of work they belong to.
#   Emergencies are not held up.
# custom:
#   code: TICKET_REQUIRED
#   field: ticket
#   message: "Requests of {tier} tier name a ticket, such as {like}."
#   next: "Add the ticket that the work belongs to."
#   facts: {tier: text, like: text}
#   controls: [soc2:CC8.1, iso27001:A.8.32, nist:CM-3]
package brevet.rules.context.ticket

import data.brevet.lib.emergency
import data.brevet.lib.result

deny contains _reason({
	"tier": input.resource.tier,
	"like": object.get(data.org, ["tickets", "like"], "INC-4211"),
}) if {
	input.resource.tier in object.get(data.org, ["tickets", "tiers"], [])
	not emergency.declared
	not _fits(input.request.ticket)
}

_fits(ticket) if {
	is_string(ticket)
	regex.match(data.org.tickets.pattern, ticket)
}

_reason(facts) := result.reason(rego.metadata.chain(), facts)
