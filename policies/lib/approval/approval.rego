# METADATA
# title: What an organisation asks for by tier
# description: |
#   data.org.approvals says it for each tier. Above the low tier an owner always agrees, and critical always has a
#   second stage, whatever the organisation wrote or forgot to write; but for emergencies that it gives at once.
package brevet.lib.approval

import data.brevet.lib.emergency

# METADATA
# description: What the organisation wrote for the tier, each setting in place.
asked := object.union(
	{"owners": 0, "second": [], "need": [], "manager": false, "max_age": null, "on_duty": false},
	object.get(data.org, ["approvals", input.resource.tier], {}),
)

# METADATA
# description: So many of these people, who sign as the tier asks. Every stage is one of these, whoever asks for it.
group(number, from) := {"count": number, "from": from, "need": _need, "max_age": asked.max_age}

# METADATA
# description: The resource's owners, and how many of them.
owners := group(_count, input.resource.owners)

# METADATA
# description: The second stage. Who it is, is the organisation's choice; an empty one nobody can fill.
second := group(1, _second)

# METADATA
# scope: document
# description: Whether a second stage must agree.
second_asked if {
	_ordinary
	input.resource.tier == "critical"
}

second_asked if {
	_ordinary
	count(asked.second) > 0
}

# METADATA
# scope: document
# description: Whether the subject's manager must agree.
manager_asked if {
	_ordinary
	asked.manager
	input.vendor == null
}

# METADATA
# description: Whether nobody has to agree.
automatic if {
	not input.request.emergency
	owners.count == 0
	not second_asked
	not manager_asked
	input.vendor == null
}

_ordinary if not emergency.at_once

_count := 0 if {
	emergency.at_once
} else := asked.owners if {
	input.resource.tier == "low"
} else := max({1, asked.owners})

_need := asked.need if not asked.on_duty

_need := array.concat(asked.need, ["on_duty"]) if asked.on_duty

_second := asked.second if count(asked.second) > 0

_second := object.get(data.org, ["rules", "from"], []) if count(asked.second) == 0
