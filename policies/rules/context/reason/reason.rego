# METADATA
# title: Reason that says something
# description: |
#   Who agrees must be able to see what for. A reason is as long as the organisation asks (data.org.reasons.least),
#   and none of those phrases that say nothing, some of everybody's and the organisation's own (boilerplate), whatever
#   their case. What stands between words counts as one blank, however much of it there is.
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

_thin if _said in _empty

# What is said to say nothing, at least ten characters of it.
_empty := {
	"access access", "access is needed", "access needed", "access please", "access request", "access required",
	"admin access", "as discussed", "as requested", "asap please", "as per request", "because i need it",
	"business need", "business needs", "business purposes", "business reason", "business reasons", "daily work",
	"for business reasons", "for my job", "for my work", "for testing", "for the project", "for work purposes",
	"give me access", "grant access", "i need access", "i need it for work", "i need this", "just testing",
	"lorem ipsum", "my daily work", "need access", "need access asap", "need access for work",
	"need access please", "need access to do my job", "need access to do my work", "need it for work",
	"needed for work", "needs access", "no reason given", "please approve", "please give me access",
	"please grant access", "production access", "project work", "read only access", "requesting access",
	"required for work", "see the ticket", "temporary access", "test test test", "testing something",
	"the usual reason", "to do my job", "to do my work", "troubleshooting", "various reasons", "work purposes",
	"work reasons", "work related",
}

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
