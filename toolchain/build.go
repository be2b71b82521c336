package main

import (
	"cmp"
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
)

// decision is the one question that is asked of the rules where they judge.
const decision = "brevet/decision/main"

// build compiles the files as `opa build --target=wasm` does, to the very same bytes.
func build(question Question) Answer {
	modules, errs := parse(question)
	if len(errs) > 0 {
		return failed(errs...)
	}
	policy, err := toWasm(modules, cmp.Or(question.Entrypoint, decision))
	if err != nil {
		return failed(err)
	}
	return Answer{"problems": []Problem{}, "policy": policy}
}

// toWasm never optimises: values would be inlined, and bytes no longer follow from the sources alone.
func toWasm(modules Modules, entrypoints ...string) ([]byte, error) {
	files := &bundle.Bundle{Data: map[string]any{}}
	files.SetRegoVersion(ast.RegoV1)
	files.Manifest.Init()
	for _, path := range modules.paths {
		// Raw would be the bundle's formatted source, which nobody reads: this spares formatting all of it.
		files.Modules = append(files.Modules, bundle.ModuleFile{
			URL: path, Path: path, Parsed: modules.parsed[path], Raw: []byte("package unread"),
		})
	}
	compiler := compile.New().
		WithBundle(files).
		WithTarget(compile.TargetWasm).
		WithCapabilities(modules.capabilities).
		WithEntrypoints(entrypoints...).
		WithRegoVersion(ast.RegoV1)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	return compiler.Bundle().WasmModules[0].Raw, nil
}
