# METADATA
# title: Ticket where the organisation wants one
# description: |
#   An example of an organisation's own rule: own/data/ticket.yaml names the tiers whose requests must name a ticket,
#   and how one looks. With no tier named it says nothing.
# custom:
#   code: TICKET_MISSING
#   field: ticket
#   message: "Requests of {tier} tier name a ticket, such as {like}."
#   next: "Add the ticket that the work belongs to."
#   facts: {tier: text, like: text}
#   controls: [soc2:CC8.1, iso27001:A.8.32]
package brevet.own.ticket

import data.brevet.lib.result

deny contains result.reason(rego.metadata.chain(), {
	"tier": input.resource.tier,
	"like": _wanted.like,
}) if {
	input.resource.tier in _wanted.tiers
	not _names_one(input.request.ticket)
}

_names_one(ticket) if {
	is_string(ticket)
	regex.match(_wanted.pattern, ticket)
}

_wanted := {
	"tiers": object.get(data.own, ["ticket", "tiers"], []),
	"pattern": object.get(data.own, ["ticket", "pattern"], `^[A-Z]{2,10}-[0-9]{1,8}$`),
	"like": object.get(data.own, ["ticket", "like"], "INC-4211"),
}
