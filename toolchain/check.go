package main

import (
	"fmt"
	"maps"
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
	strangers := append(readsOfStrangers(question, modules), unknownLookups(question, modules)...)
	typed, err := withDataTypes(question, modules)
	if err != nil {
		return failed(err)
	}
	compiler.Compile(typed)
	if compiler.Failed() {
		strangers = append(strangers, compiler.Errors)
	}
	return failed(strangers...)
}

func schemas(question Question) *ast.SchemaSet {
	set := ast.NewSchemaSet()
	if question.InputSchema != nil {
		set.Put(ast.SchemaRootRef, question.InputSchema)
	}
	for root, schema := range question.DataSchemas {
		set.Put(schemaOf(root), schema)
	}
	return set
}

func schemaOf(root string) ast.Ref {
	return ast.SchemaRootRef.Append(ast.StringTerm(root))
}

// withDataTypes adds to the modules what tells the type checker the shape of each document below `data`: METADATA of a
// package above all others, which is how OPA is told.
func withDataTypes(question Question, modules Modules) (map[string]*ast.Module, error) {
	if len(question.DataSchemas) == 0 {
		return modules.parsed, nil
	}
	text := &strings.Builder{}
	text.WriteString("# METADATA\n# scope: subpackages\n# schemas:\n")
	for _, root := range slices.Sorted(maps.Keys(question.DataSchemas)) {
		fmt.Fprintf(text, "#   - data.%s: %s\n", root, schemaOf(root))
	}
	text.WriteString("package brevet\n")
	const path = "types.rego"
	types, err := ast.ParseModuleWithOpts(path, text.String(), ast.ParserOptions{
		ProcessAnnotation: true,
		RegoVersion:       ast.RegoV1,
	})
	if err != nil {
		return nil, err
	}
	all := maps.Clone(modules.parsed)
	all[path] = types
	return all, nil
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
