package main

import (
	"bytes"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Modules are parsed files, by path, and what they may use.
type Modules struct {
	paths        []string
	parsed       map[string]*ast.Module
	capabilities *ast.Capabilities
}

func parse(question Question) (Modules, []error) {
	modules := Modules{
		paths:        slices.Sorted(maps.Keys(question.Files)),
		parsed:       map[string]*ast.Module{},
		capabilities: ast.CapabilitiesForThisVersion(),
	}
	if len(question.Capabilities) > 0 {
		capabilities, err := ast.LoadCapabilitiesJSON(bytes.NewReader(question.Capabilities))
		if err != nil {
			return modules, []error{err}
		}
		modules.capabilities = capabilities
	}
	options := ast.ParserOptions{
		ProcessAnnotation: true,
		RegoVersion:       ast.RegoV1,
		Capabilities:      modules.capabilities,
	}
	var errs []error
	for _, path := range modules.paths {
		module, err := ast.ParseModuleWithOpts(path, question.Files[path], options)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		modules.parsed[path] = module
	}
	return modules, errs
}

// withoutTests are the files that no test stands in.
func withoutTests(modules Modules) map[string]*ast.Module {
	rules := maps.Clone(modules.parsed)
	maps.DeleteFunc(rules, func(file string, _ *ast.Module) bool { return isTest(file) })
	return rules
}
