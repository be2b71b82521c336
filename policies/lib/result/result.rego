# METADATA
# title: What rules say
# description: Builds reasons and stages from a rule's metadata, so that its code stands in one place.
package brevet.lib.result

# METADATA
# description: A reason with the rule's code. Its message is filled with these facts.
reason(chain, facts) := {"code": custom.code, "facts": facts, "field": object.get(custom, "field", null)} if {
	custom := _custom(chain)
}

# METADATA
# description: A stage that must agree because of the rule.
stage(chain, name, group) := {
	"name": name,
	"count": group.count,
	"from": sort(group.from),
	"need": sort(group.need),
	"because": _custom(chain).code,
}

_custom(chain) := [link.annotations.custom |
	some link in chain
	link.annotations.custom.code
][0]
