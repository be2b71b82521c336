# METADATA
# title: Decision
# description: |
#   Gathers what every rule says: those of the pack by their names (pack.rego), an organisation's own as they come.
#   Rules only add; nothing here can take a reason, a stage, a bound or an obligation away. The sets are sorted by the
#   host.
package brevet.decision

# METADATA
# title: The answer
# description: Undefined, and so denied by the host, where the organisation's data is missing.
# entrypoint: true
main := {
	"reasons": _reasons,
	"stages": _stages,
	"lease": {"max": min({input.role.max} | {bound.max | some bound in _bounds}), "not_after": _not_after},
	"obligations": _obligations,
	"considered": _considered,
} if {
	is_object(data.org)
}

_reasons contains _as("deny", reason) if some reason in data.brevet.own[_].deny

_reasons contains _as("warn", reason) if some reason in data.brevet.own[_].warn

_reasons contains _as("info", reason) if some reason in data.brevet.own[_].info

_stages contains stage if some stage in data.brevet.own[_].stage

_bounds contains bound if some bound in data.brevet.own[_].bound

_obligations contains obligation if some obligation in data.brevet.own[_].obligation

_considered contains $"own.{rule}" if {
	some rule
	data.brevet.own[rule] # regal ignore:prefer-some-in-iteration
	not endswith(rule, "_test")
}

default _not_after := null

_not_after := min({bound.not_after | some bound in _bounds})

_as(severity, reason) := object.union(reason, {"severity": severity})
