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
# description: |
#   A stage that must agree because of the rule. A group with max_age: older agreements fill no seat.
stage(chain, name, group) := object.union(_age(object.get(group, "max_age", null)), {
	"name": name,
	"count": group.count,
	"from": sort(group.from),
	"need": sort(group.need),
	"because": _custom(chain).code,
})

_age(seconds) := {"max_age": seconds} if is_number(seconds)

_age(seconds) := {} if not is_number(seconds)

_custom(chain) := [link.annotations.custom |
	some link in chain
	link.annotations.custom.code
][0]
