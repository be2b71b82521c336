# METADATA
# title: Who is meant
# description: The catalog names people in four ways; this is the one place that reads them.
package brevet.lib.party

# METADATA
# scope: document
# description: Every name that means this subject, as the catalog writes it.
names(subject) := {$"workload:{subject.id}"} if subject.kind == "workload"

names(subject) := ({$"person:{subject.id}"} | _teams(subject)) | _vendors(subject) if subject.kind != "workload"

_teams(subject) := {$"team:{team}" | some team in subject.teams}

_vendors(subject) := {$"vendor:{subject.vendor}" | subject.vendor != null}
