package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// check finds what `opa check --strict` finds, and rules that read what they must not.
func check(question Question) Answer {
	modules, errs := parse(question)
	if len(errs) > 0 {
		return failed(errs...)
	}
	compiler := ast.NewCompiler().
		SetErrorLimit(0).
		WithCapabilities(modules.capabilities).
		WithSchemas(schemas(question)).
		WithEnablePrintStatements(true).
		WithStrict(true).
		WithUseTypeCheckAnnotations(true)
	strangers := readsOfStrangers(question, modules)
	compiler.Compile(modules.parsed)
	if compiler.Failed() {
		strangers = append(strangers, compiler.Errors)
	}
	return failed(strangers...)
}

func schemas(question Question) *ast.SchemaSet {
	if question.InputSchema == nil {
		return nil
	}
	set := ast.NewSchemaSet()
	set.Put(ast.SchemaRootRef, question.InputSchema)
	return set
}

// readsOfStrangers are references to data that nobody promised. Tests may bring what they like.
func readsOfStrangers(question Question, modules Modules) []error {
	if len(question.DataRoots) == 0 {
		return nil
	}
	var errs []error
	for _, path := range modules.paths {
		if strings.HasSuffix(path, "_test.rego") {
			continue
		}
		ast.WalkRefs(modules.parsed[path], func(ref ast.Ref) bool {
			if !ref[0].Equal(ast.DefaultRootDocument) {
				return false
			}
			if len(ref) > 1 {
				if root, ok := ref[1].Value.(ast.String); ok && isPromised(question.DataRoots, path, string(root)) {
					return false
				}
			}
			at := ref[0].Location
			message := fmt.Sprintf("rules here may not read %v", ref)
			errs = append(errs, ast.NewError("rego_data_error", at, "%s", message))
			return false
		})
	}
	return errs
}

// isPromised tells whether a file may read that document: an organisation's own data is for its own rules.
func isPromised(roots []string, path, root string) bool {
	if root == "own" && !strings.HasPrefix(path, "own/") {
		return false
	}
	return slices.Contains(roots, root)
}
