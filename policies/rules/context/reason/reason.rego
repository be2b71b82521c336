# METADATA
# title: Reason that says something
# description: |
#   Who agrees must be able to see what for. A reason is as long as the organisation asks (data.org.reasons.least),
#   and none of those phrases that say nothing (boilerplate), whatever their case. What stands between words counts as
#   one blank, however much of it there is.
# custom:
#   code: REASON_THIN
#   field: reason
#   message: "The reason says too little: {least} characters at least, and what the access is for."
#   next: "Say what you will do with it, and why now."
#   facts: {least: number}
#   controls: [soc2:CC6.3, iso27001:A.5.15, hipaa:164.502(b)]
package brevet.rules.context.reason

import data.brevet.lib.result

deny contains _reason({"least": _least}) if _thin

_thin if count(_said) < _least

_thin if _said in object.get(data.org, ["reasons", "boilerplate"], [])

_said := _words(input.request.reason)

# What stands between words says nothing. (A regular expression of all letters takes thirty times as long as all rules.)
_words(text) := concat(" ", [word | some word in split(strings.replace_n(_blanks, lower(text)), " "); word != ""])

_blanks := {
	"\n": " ", "!": " ", "\"": " ", "#": " ", "'": " ", "(": " ", ")": " ", "*": " ", ",": " ", "-": " ", ".": " ",
	"/": " ", ":": " ", ";": " ", "?": " ", "_": " ", "~": " ", "\u00a0": " ",
	"«": " ", "»": " ", "–": " ", "—": " ", "“": " ", "”": " ", "„": " ", "…": " ",
	"\u2800": " ",
}

_least := object.get(data.org, ["reasons", "least"], 10)

_reason(facts) := result.reason(rego.metadata.chain(), facts)
