package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
)

// unknownLookups are calls of object.get that ask a document for a name which it never has: the type checker lets them
// pass, and the default would stand for ever. What an organisation wrote itself may be missing on purpose.
func unknownLookups(question Question, modules Modules) []error {
	schema, is := question.DataSchemas["org"].(map[string]any)
	if !is {
		return nil
	}
	var errs []error
	for _, path := range modules.paths {
		visitCalls(modules.parsed[path], func(terms []*ast.Term) {
			if len(terms) < 3 || terms[0].String() != "object.get" {
				return
			}
			document, is := terms[1].Value.(ast.Ref)
			if !is || !document.HasPrefix(org) {
				return
			}
			known := schema
			for _, key := range append(document[len(org):len(document):len(document)], keysOf(terms[2])...) {
				name, is := key.Value.(ast.String)
				properties, isObject := known["properties"].(map[string]any)
				if !is || !isObject || known["additionalProperties"] != false {
					return
				}
				known, is = properties[string(name)].(map[string]any)
				if !is {
					errs = append(errs, ast.NewError(ast.TypeErr, terms[2].Location, "%v has no %v", document, key))
					return
				}
			}
		})
	}
	return errs
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

// visitCalls visits every call with its operator and operands, whether it stands alone or within a term.
func visitCalls(module *ast.Module, visit func([]*ast.Term)) {
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
	}).Walk(module)
}
