package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/internal/compiler/wasm"
	"github.com/open-policy-agent/opa/internal/planner"
	"github.com/open-policy-agent/opa/internal/ref"
	"github.com/open-policy-agent/opa/internal/wasm/encoding"
	"github.com/open-policy-agent/opa/v1/ast"
)

// toWasm is the second half of what `opa build --target=wasm` does, to the very same bytes: from compiled rules on. OPA's
// own `compile` would compile them once more, and write the whole plan as text for nobody, which takes as long again. It
// never optimises: values would be inlined, and bytes no longer follow from the sources alone.
func toWasm(compiler *ast.Compiler, modules []*ast.Module, entrypoints []string) ([]byte, error) {
	queries := []planner.QuerySet{}
	for _, entrypoint := range entrypoints {
		asked, err := ref.ParseDataPath(entrypoint)
		if err != nil {
			return nil, err
		}
		query := compiler.QueryCompiler()
		body, err := query.Compile(ast.NewBody(ast.Equality.Expr(ast.VarTerm("result"), ast.NewTerm(asked))))
		if err != nil {
			return nil, err
		}
		if len(compiler.GetRules(asked)) == 0 {
			return nil, fmt.Errorf("there is no rule %v", asked)
		}
		queries = append(queries, planner.QuerySet{
			Name:          entrypoint,
			Queries:       []ast.Body{body},
			RewrittenVars: query.RewrittenVars(),
		})
	}
	builtins := map[string]*ast.Builtin{}
	for _, builtin := range compiler.Capabilities().Builtins {
		builtins[builtin.Name] = builtin
	}
	plan, err := planner.New().WithQueries(queries).WithModules(modules).WithBuiltinDecls(builtins).Plan()
	if err != nil {
		return nil, err
	}
	module, err := wasm.New().WithPolicy(plan).Compile()
	if err != nil {
		return nil, err
	}
	written := &bytes.Buffer{}
	err = encoding.WriteModule(written, module)
	return written.Bytes(), err
}

// modulesOf are compiled modules but tests, in order of their files.
func modulesOf(compiler *ast.Compiler) []*ast.Module {
	modules := []*ast.Module{}
	for _, file := range slices.Sorted(maps.Keys(compiler.Modules)) {
		if !isTest(file) {
			modules = append(modules, compiler.Modules[file])
		}
	}
	return modules
}

// withDependents adds what else is asked of the rules, as OPA does: every rule that hangs on what is asked.
func withDependents(compiler *ast.Compiler, entrypoints ...string) ([]string, error) {
	waiting := []*ast.Rule{}
	for _, entrypoint := range entrypoints {
		asked, err := ref.ParseDataPath(entrypoint)
		if err != nil {
			return nil, err
		}
		waiting = append(waiting, compiler.GetRules(asked)...)
	}
	seen := map[*ast.Rule]bool{}
	extras := ast.NewSet()
	for len(waiting) > 0 {
		next := waiting[0]
		waiting = waiting[1:]
		for each := range compiler.Graph.Dependents(next) {
			rule, is := each.(*ast.Rule)
			if !is || seen[rule] || isTest(rule.Location.File) {
				continue
			}
			seen[rule] = true
			waiting = append(waiting, rule)
			extras.Add(ast.NewTerm(rule.Module.Package.Path.Extend(rule.Head.Ref().GroundPrefix())))
		}
	}
	all := slices.Clone(entrypoints)
	for _, extra := range extras.Slice() {
		path, err := extra.Value.(ast.Ref).Ptr()
		if err != nil {
			return nil, err
		}
		if !slices.Contains(all, path) {
			all = append(all, path)
		}
	}
	return all, nil
}
