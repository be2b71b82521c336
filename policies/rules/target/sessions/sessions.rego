# METADATA
# title: Sessions end with the lease
# description: |
#   Where a target can cut open sessions, those of critical access are cut when the lease ends.
# custom:
#   code: SESSIONS_END
#   message: "Open sessions are cut when the lease ends."
#   next: "Save your work before the end."
#   controls: [soc2:CC6.3, nist:AC-12]
package brevet.rules.target.sessions

obligation contains {"kind": "end_sessions"} if {
	input.resource.tier == "critical"
	input.target.ends_sessions
}
