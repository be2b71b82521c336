# METADATA
# title: What a rule says is heard
# description: |
#   Whatever a rule says stands in the decision. Nothing between the two takes it back.
# custom:
#   code: TAKEN_BACK
#   message: "The decision leaves out what a rule said: {lost}."
#   next: "Correct decision/decision.rego: it gathers what every rule says, and takes nothing away."
#   facts: {lost: list}
#   controls: [soc2:CC8.1, nist:CM-5]
package brevet.invariants.kept

import data.brevet.decision
import data.brevet.invariants.lib

broken contains lib.reason(rego.metadata.chain(), {"lost": sort(_lost)}) if count(_lost) > 0

_lost contains reason.code if {
	some reason in _denials
	not _as("deny", reason) in decision.main.reasons
}

_lost contains reason.code if {
	some reason in _warnings
	not _as("warn", reason) in decision.main.reasons
}

_lost contains reason.code if {
	some reason in _news
	not _as("info", reason) in decision.main.reasons
}

_lost contains stage.because if {
	some stage in _stages
	not stage in decision.main.stages
}

_lost contains "LEASE_BOUND" if {
	some bound in _bounds
	_is_beyond(decision.main.lease, bound)
}

_lost contains upper(obligation.kind) if {
	some obligation in _obligations
	not obligation in decision.main.obligations
}

# Gathered here once more: what the decision leaves out is what is looked for.
_denials contains reason if some reason in data.brevet.rules[_][_].deny

_denials contains reason if some reason in data.brevet.own[_].deny

_warnings contains reason if some reason in data.brevet.rules[_][_].warn

_warnings contains reason if some reason in data.brevet.own[_].warn

_news contains reason if some reason in data.brevet.rules[_][_].info

_news contains reason if some reason in data.brevet.own[_].info

_stages contains stage if some stage in data.brevet.rules[_][_].stage

_stages contains stage if some stage in data.brevet.own[_].stage

_bounds contains bound if some bound in data.brevet.rules[_][_].bound

_bounds contains bound if some bound in data.brevet.own[_].bound

_obligations contains obligation if some obligation in data.brevet.rules[_][_].obligation

_obligations contains obligation if some obligation in data.brevet.own[_].obligation

_is_beyond(lease, bound) if lease.max > bound.max

_is_beyond(lease, bound) if lease.not_after > bound.not_after

_is_beyond(lease, bound) if {
	bound.not_after
	lease.not_after == null
}

_as(severity, reason) := object.union(reason, {"severity": severity})
