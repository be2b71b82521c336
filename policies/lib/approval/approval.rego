# METADATA
# title: What an organisation asks for by tier
# description: |
#   data.org.approvals says it for each tier. Above the low tier an owner always agrees, and critical always has a
#   second stage, whatever the organisation wrote or forgot to write.
package brevet.lib.approval

# METADATA
# description: The resource's owners, and how many of them.
owners := {"count": _count, "from": input.resource.owners, "need": _asked.need}

# METADATA
# description: The second stage. Who it is, is the organisation's choice; an empty one nobody can fill.
second := {"count": 1, "from": _second, "need": _asked.need}

# METADATA
# scope: document
# description: Whether a second stage must agree.
second_asked if input.resource.tier == "critical"

second_asked if count(_asked.second) > 0

# METADATA
# description: Whether nobody has to agree.
automatic if {
	owners.count == 0
	not second_asked
	input.vendor == null
}

_asked := object.union(
	{"owners": 0, "second": [], "need": []},
	object.get(data.org, ["approvals", input.resource.tier], {}),
)

_count := _asked.owners if input.resource.tier == "low"

_count := max({1, _asked.owners}) if input.resource.tier != "low"

_second := _asked.second if count(_asked.second) > 0

_second := object.get(data.org, ["rules", "from"], []) if count(_asked.second) == 0
