# METADATA
# title: Breaking the glass
# description: |
#   What an organisation offers for emergencies, and to whom: data.org.emergency. Only its own people may, and only
#   where it says so.
package brevet.lib.emergency

import data.brevet.lib.party

# METADATA
# description: What the organisation wrote, each setting in place. Where it wrote nothing, nobody may.
setting := object.union(
	{"eligible": [], "tiers": [], "max": 0, "at_once": false, "review": [], "notify": [], "most_30d": null},
	_written,
)

# METADATA
# scope: document
# description: Whether emergencies are offered for a resource of this tier.
offered if input.resource.tier in setting.tiers

# METADATA
# scope: document
# description: Whether the subject is one of those who may.
eligible if {
	input.subject.kind == "person"
	count(party.names(input.subject) & {name | some name in setting.eligible}) > 0
}

# METADATA
# scope: document
# description: Whether this is an emergency as offered. Then no ordinary limit of time or place holds it up.
declared if {
	input.request.emergency
	offered
	eligible
}

# METADATA
# scope: document
# description: Whether nobody has to agree before, because somebody will look afterwards.
at_once if {
	setting.at_once
	declared
}

_written := written if {
	written := object.get(data.org, "emergency", null)
	is_object(written)
}

_written := {} if not is_object(object.get(data.org, "emergency", null))
