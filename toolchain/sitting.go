package main

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Sitting is one question while it is answered: what several commands need of the files is made once.
type Sitting struct {
	question  Question
	modules   *Modules
	broken    []error
	checked   *ast.Compiler
	unprinted *ast.Compiler
}

// parsed are the files as syntax trees, which nobody changes: OPA's compiler copies what it is given.
func (sitting *Sitting) parsed() (Modules, []error) {
	if sitting.modules == nil {
		modules, errs := parse(sitting.question)
		sitting.modules, sitting.broken = &modules, errs
	}
	return *sitting.modules, sitting.broken
}

// compiled are the files as `opa check --strict` compiles them, which is also what everything else starts from.
func (sitting *Sitting) compiled() (*ast.Compiler, []error) {
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	if sitting.checked == nil {
		compiler := strictly(sitting.question, modules)
		if compiler.Compile(modules.parsed); compiler.Failed() {
			return nil, []error{compiler.Errors}
		}
		sitting.checked = compiler
	}
	return sitting.checked, nil
}

// silent are the files compiled for wasm, which cannot print: there it is left out.
func (sitting *Sitting) silent() (*ast.Compiler, []error) {
	compiler, errs := sitting.compiled()
	if len(errs) > 0 || !prints(*sitting.modules) {
		return compiler, errs
	}
	if sitting.unprinted == nil {
		compiler := ast.NewCompiler().WithCapabilities(sitting.modules.capabilities)
		if compiler.Compile(sitting.modules.parsed); compiler.Failed() {
			return nil, []error{compiler.Errors}
		}
		sitting.unprinted = compiler
	}
	return sitting.unprinted, nil
}

func isTest(file string) bool { return strings.HasSuffix(file, "_test.rego") }
