package main

import (
	"cmp"

	"github.com/open-policy-agent/opa/v1/ast"
)

// decision is the one question that is asked of the rules where they judge.
const decision = "brevet/decision/main"

// build compiles all files but tests.
func build(sitting *Sitting) (Answer, []error) {
	compiler, errs := sitting.silent()
	if len(errs) > 0 {
		return nil, errs
	}
	entrypoints, err := withDependents(compiler, cmp.Or(sitting.question.Entrypoint, decision))
	if err != nil {
		return nil, []error{err}
	}
	policy, err := toWasm(compiler, modulesOf(compiler), entrypoints)
	if err != nil {
		return nil, []error{err}
	}
	return Answer{"policy": policy}, nil
}

func prints(modules Modules) bool {
	found := false
	for path, module := range modules.parsed {
		if isTest(path) {
			continue
		}
		visitCalls(module, func(terms []*ast.Term) {
			found = found || terms[0].Value.Compare(ast.Print.Ref()) == 0
		})
	}
	return found
}
