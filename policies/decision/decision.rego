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
	"lease": _lease,
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

_lease := {"max": min({input.role.max} | {bound.max | some bound in _bounds}), "not_after": _not_after} if {
	count(_unfit) == 0
}

# A bound that is none stands in the answer, which the host then refuses. Left out, it would bound nothing.
_lease := {"no_bound": _unfit} if count(_unfit) > 0

_unfit contains bound if {
	some bound in data.brevet.own[_].bound
	not _bounds_something(bound)
}

_bounds_something(bound) if {
	is_object(bound)
	count(bound) > 0
	every name, moment in bound {
		name in {"max", "not_after"}
		is_number(moment)
	}
}

default _not_after := null

_not_after := min({bound.not_after | some bound in _bounds})

_as(severity, reason) := object.union(reason, {"severity": severity}) if is_object(reason)

# As above: the host refuses what is no reason.
_as(_, reason) := reason if not is_object(reason)
