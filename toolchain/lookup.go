package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// unknownLookups are calls of object.get that ask a document for a name which it never has: the type checker lets them
// pass, and the default would stand for ever. What an organisation wrote itself may be missing on purpose.
func unknownLookups(question Question, modules Modules) []error {
	known := documentsOf(question)
	var errs []error
	for _, path := range modules.paths {
		for _, rule := range modules.parsed[path].Rules {
			meant := meantIn(modules.parsed[path], rule)
			visitCalls(rule, func(terms []*ast.Term) {
				if len(terms) < 3 || terms[0].String() != "object.get" {
					return
				}
				if _, lacking, has := known.find(meant.full(terms[1]), keysOf(terms[2])...); lacking != nil {
					err := ast.NewError(ast.TypeErr, terms[2].Location, "%v has no %v", terms[1], lacking)
					err.Details = &oneOf{strings.Trim(lacking.String(), `"`), has}
					errs = append(errs, err)
				}
			})
		}
	}
	return errs
}

// documents are those whose every name is known beforehand.
type documents []document

type document struct {
	name   ast.Ref
	schema *schema
}

func documentsOf(question Question) documents {
	return documents{{ast.InputRootRef, newSchema(question.InputSchema)}, {org, newSchema(question.DataSchemas["org"])}}
}

// find is what there may be behind a reference and keys; nil where that is not known, or the key that is lacking and those that
// there are.
func (documents documents) find(ref ast.Ref, keys ...*ast.Term) (*schema, *ast.Term, []string) {
	for _, each := range documents {
		if each.schema != nil && ref.HasPrefix(each.name) {
			return each.schema.down(append(ref[len(each.name):len(ref):len(ref)], keys...))
		}
	}
	return nil, nil, nil
}

var org = ast.Ref{ast.DefaultRootDocument, ast.StringTerm("org")}

// keysOf are the keys that object.get goes down: one, or a list of them.
func keysOf(key *ast.Term) []*ast.Term {
	list, is := key.Value.(*ast.Array)
	if !is {
		return []*ast.Term{key}
	}
	keys := []*ast.Term{}
	list.Foreach(func(each *ast.Term) { keys = append(keys, each) })
	return keys
}

// schema is a part of a JSON Schema, as the alternatives that it leaves.
type schema struct {
	whole map[string]any
	parts []map[string]any
}

func newSchema(written any) *schema {
	whole, is := written.(map[string]any)
	if !is {
		return nil
	}
	return (&schema{whole: whole}).of(whole)
}

// of adds alternatives.
func (known *schema) of(written any) *schema {
	part, is := written.(map[string]any)
	if !is {
		return known
	}
	if name, is := part["$ref"].(string); is {
		defined, _ := known.whole["$defs"].(map[string]any)
		return known.of(defined[strings.TrimPrefix(name, "#/$defs/")])
	}
	if several, is := part["anyOf"].([]any); is {
		for _, one := range several {
			known.of(one)
		}
		return known
	}
	known.parts = append(known.parts, part)
	return known
}

// down is what there may be at the end of a way down; nil where that may be anything, or a name is lacking: then it tells which,
// and those that there are instead.
func (known *schema) down(way []*ast.Term) (*schema, *ast.Term, []string) {
	for _, key := range way {
		next, has, isOpen := &schema{whole: known.whole}, map[string]bool{}, false
		name, isName := key.Value.(ast.String)
		for _, part := range known.parts {
			properties, isObject := part["properties"].(map[string]any)
			items, isArray := part["items"].(map[string]any)
			switch {
			case isName && isObject:
				for each := range properties {
					has[each] = true
				}
				next.of(properties[string(name)])
				isOpen = isOpen || (properties[string(name)] == nil && part["additionalProperties"] != false)
			case !isName && isArray:
				next.of(items)
			case !isName, len(part) == 0, part["type"] == "object":
				isOpen = true
			}
		}
		if isOpen || (len(next.parts) == 0 && !isName) {
			return nil, nil, nil
		}
		if len(next.parts) == 0 {
			return nil, key, slices.Sorted(maps.Keys(has))
		}
		known = next
	}
	return known, nil, nil
}

// visitCalls visits every call with its operator and operands, whether it stands alone or within a term.
func visitCalls(node any, visit func([]*ast.Term)) {
	ast.NewGenericVisitor(func(node any) bool {
		switch value := node.(type) {
		case ast.Call:
			visit(value)
		case *ast.Expr:
			if terms, is := value.Terms.([]*ast.Term); is {
				visit(terms)
			}
		}
		return false
	}).Walk(node)
}
