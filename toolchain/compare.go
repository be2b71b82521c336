package main

import (
	"cmp"

	"github.com/open-policy-agent/opa/v1/ast"
)

// neverBetween are comparisons by order of what is of two kinds, such as a number with a text. They hold always or never, and
// the type checker lets them pass.
func neverBetween(question Question, modules Modules) []error {
	known := append(documentsOf(question), document{own, newSchema(question.DataSchemas["own"])})
	var errs []error
	for _, path := range modules.paths {
		if isTest(path) {
			continue
		}
		for _, rule := range modules.parsed[path].Rules {
			meant := meantIn(modules.parsed[path], rule)
			visitCalls(rule, func(terms []*ast.Term) {
				if len(terms) < 3 || !orders[terms[0].String()] {
					return
				}
				left, right := known.kind(meant, terms[1]), known.kind(meant, terms[2])
				if left != "" && right != "" && left != right {
					errs = append(errs, ast.NewError(ast.TypeErr, terms[1].Location,
						"%s is compared with %s, by whose order it decides nothing", kindWords[left], kindWords[right]))
				}
			})
		}
	}
	return errs
}

var orders = map[string]bool{"lt": true, "lte": true, "gt": true, "gte": true}

// numeric gives a number whatever it is given. (minus also takes sets.)
var numeric = map[string]bool{"plus": true, "mul": true, "div": true, "rem": true, "count": true}

var kindWords = map[string]string{
	"array":   "a list",
	"boolean": "true or false",
	"number":  "a number",
	"object":  "an object",
	"string":  "a text",
}

// kind is what a term is where it is anything; empty where that is not known.
func (documents documents) kind(meant meant, term *ast.Term) string {
	if call, is := term.Value.(ast.Call); is && numeric[call[0].String()] {
		return "number"
	}
	if written := kindOf(term); written != "" {
		return written
	}
	found, _, _ := documents.find(meant.full(term))
	if found == nil {
		return ""
	}
	kind := ""
	for _, part := range found.parts {
		one := kindOfPart(part)
		if one == "null" {
			continue
		}
		if one == "" || (kind != "" && one != kind) {
			return ""
		}
		kind = one
	}
	return kind
}

func kindOfPart(part map[string]any) string {
	kind, _ := cmp.Or(part["type"], part["x-kind"]).(string)
	if kind == "integer" {
		return "number"
	}
	values, _ := part["enum"].([]any)
	for _, value := range values {
		if _, is := value.(string); !is {
			return kind
		}
		kind = "string"
	}
	return kind
}
