# METADATA
# title: Every invariant that a request breaks
# description: |
#   Invariants are rules about the rules: each looks at one request, and at what the rules say of the same with one
#   thing changed. `brevet policy test` asks them about thousands of requests.
package brevet.invariants.answer

# METADATA
# title: The answer
# description: Nothing, where the rules keep what they promise.
# entrypoint: true
main contains breach if some breach in data.brevet.invariants[_].broken
