# METADATA
# title: What one decision demands and another does not
# description: |
#   Invariants compare what the rules say of one request with what they say of the same with one thing changed.
package brevet.invariants.lib

# METADATA
# description: |
#   The codes of all that the first decision demands and the second does not: denials; seats, the keys and the freshness
#   that they need, and that no more people may fill them; bounds; obligations, their terms and their addresses.
spared(first, second) := sort((((denied(first) - denied(second)) | _unasked(first, second)) | _unbound(first, second)))

# METADATA
# description: |
#   A reason with the invariant's code. Made here and nowhere else: what rules share is changed together with them, and
#   whoever changes it must not change what invariants say.
reason(chain, facts) := {"code": _code(chain), "facts": facts, "field": null}

_code(chain) := [link.annotations.custom.code | some link in chain][0]

# METADATA
# description: The codes that deny.
denied(decision) := {reason.code | some reason in decision.reasons; reason.severity == "deny"}

# METADATA
# description: Those who must not agree to what they ask for, as if they had, with every kind of key.
own_words := [word |
	some id in {input.requester.id, input.subject.id}
	word := {
		"by": id,
		"teams": sort({team | some one in [input.requester, input.subject]; one.id == id; some team in one.teams}),
		"via": "signature",
		"hardware": true,
		"user_verified": true,
		"seconds_after_request": 60,
		"age_at_most": 60,
	}
]

_unasked(first, second) := {stage.because |
	some stage in first.stages
	not _asked(stage, second)
}

_asked(stage, decision) if {
	some other in decision.stages
	other.name == stage.name
	other.count >= stage.count
	every need in stage.need {
		need in other.need
	}
	_as_fresh(object.get(other, "max_age", null), object.get(stage, "max_age", null))
	not _wider(other.from, stage.from)
}

_as_fresh(_, null)

_as_fresh(age, most) if {
	is_number(age)
	age <= most
}

# Other people are the organisation's choice; the same and more are not.
_wider(people, others) if {
	count(people) > count(others)
	every person in others {
		person in people
	}
}

_unbound(first, second) := (_longer(first, second) | _later(first, second)) | _undone(first, second)

_longer(first, second) := {"LEASE_BOUND" | second.lease.max > first.lease.max}

_later(first, second) := {"LEASE_BOUND" |
	first.lease.not_after != null
	_is_later(second.lease.not_after, first.lease.not_after)
}

_is_later(null, _)

_is_later(moment, other) if moment > other

_undone(first, second) := {upper(obligation.kind) |
	some obligation in first.obligations
	not _done(obligation, second)
}

_done(obligation, decision) if {
	some other in decision.obligations
	other.kind == obligation.kind
	not _slower(other, obligation)
	not _from_elsewhere(other, obligation)
}

_slower(one, other) if one.within > other.within

# An address of the one that no block of the other holds.
_from_elsewhere(one, other) if {
	some block in one.values
	every known in other.values {
		not net.cidr_contains(known, block)
	}
}
