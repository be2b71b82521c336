package main

import (
	"encoding/json"
	"fmt"
	"maps"
)

// Question is what the host asks: several commands about the same files, by the path that goes into the output.
type Question struct {
	Commands     []string          `json:"commands"`
	Files        map[string]string `json:"files"`
	Capabilities json.RawMessage   `json:"capabilities"`
	// InputSchema is the JSON Schema of `input`, where rules are checked against one.
	InputSchema any `json:"input_schema"`
	// DataSchemas are the JSON Schemas of documents below `data`, by name.
	DataSchemas map[string]any `json:"data_schemas"`
	// DataRoots are the documents below `data` that rules may read; empty: any.
	DataRoots []string `json:"data_roots"`
	// Entrypoint is what a build asks of the rules; empty: the decision.
	Entrypoint string `json:"entrypoint"`
	// Coverage asks a test run which lines it ran.
	Coverage bool `json:"coverage"`
	// Only are the files whose conditions are negated; empty: all.
	Only []string `json:"only"`
	// Inputs and Data are what is judged and traced.
	Inputs []any          `json:"inputs"`
	Data   map[string]any `json:"data"`
}

// Answer is what the host gets: problems, all at once, or what it asked for.
type Answer map[string]any

// run does one command after the other, up to the first that finds something wrong. What was answered before stays.
func run(question Question) Answer {
	commands := map[string]func(*Sitting) (Answer, []error){
		"build":   build,
		"explain": explain,
		"check":   check,
		"inspect": inspect,
		"format":  formatted,
		"test":    test,
		"trace":   trace,
		"judge":   judge,
		"mutate":  mutate,
	}
	answer := failed()
	sitting := &Sitting{question: question}
	for _, name := range question.Commands {
		command, known := commands[name]
		if !known {
			return failed(fmt.Errorf("there is no command %q", name))
		}
		said, errs := command(sitting)
		maps.Copy(answer, said)
		if len(errs) > 0 {
			maps.Copy(answer, failed(errs...))
			return answer
		}
	}
	return answer
}
