package main

import "runtime/debug"

// A question is answered in less memory than this, and nothing is collected until then: to find out what is needed no longer
// takes longer than to go on writing. A process has twice as much at most (src/policy/toolchain/ask.ts).
const enough = 480 << 20

func init() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(enough)
}
