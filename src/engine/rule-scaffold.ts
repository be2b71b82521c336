/** A rule of the organisation's own that works as it is, and its test: by path below `policies/`. */
export function ruleScaffold(name: string): ReadonlyMap<string, Uint8Array> {
  const folder = `own/${name}/${name}`;
  const text = new TextEncoder();
  return new Map([
    [`${folder}.rego`, text.encode(rule(name))],
    [`${folder}_test.rego`, text.encode(test(name))],
  ]);
}

/** The code that a rule of that name begins with. */
export function scaffoldCode(name: string): string {
  return name.toUpperCase();
}

function rule(name: string): string {
  return `# METADATA
# title: ${title(name)}
# description: |
#   Say here what must hold, and why. As it stands it denies what would last longer than thirty days.
# custom:
#   code: ${scaffoldCode(name)}
#   field: duration
#   message: "{asked} is longer than {most}."
#   next: "Set duration to {most} or less."
#   facts: {asked: duration, most: duration}
#   controls: []
package brevet.own.${name}

import data.brevet.lib.result

deny contains result.reason(rego.metadata.chain(), {
	"asked": input.request.seconds,
	"most": _most,
}) if {
	input.request.seconds > _most
}

_most := 2592000
`;
}

function test(name: string): string {
  return `package brevet.own.${name}_test

import data.brevet.lib.fixture_test as fixture
import data.brevet.own.${name}

test_whole_limit_is_allowed if {
	${name}.deny == set() with input as fixture.but({"request": {"seconds": 2592000}})
}

test_second_more_is_not if {
	${name}.deny == {{
		"code": "${scaffoldCode(name)}",
		"facts": {"asked": 2592001, "most": 2592000},
		"field": "duration",
	}} with input as fixture.but({"request": {"seconds": 2592001}})
}
`;
}

function title(name: string): string {
  const words = name.replaceAll("_", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
