package main

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
)

// signature is a module with nothing in it but what its rules are called and how much they take: all that OPA looks at where
// other rules name them.
func signature(module *ast.Module) *ast.Module {
	alone := *module
	alone.Rules = nil
	seen := map[string]bool{}
	for _, rule := range module.Rules {
		name := rule.Head.Ref().GroundPrefix()
		if seen[name.String()] {
			continue
		}
		seen[name.String()] = true
		head := ast.RefHead(name)
		head.Value = ast.BooleanTerm(true)
		for at := range rule.Head.Args {
			head.Args = append(head.Args, ast.VarTerm(fmt.Sprintf("__argument_%d", at)))
		}
		named := &ast.Rule{Head: head, Body: ast.NewBody(ast.NewExpr(ast.BooleanTerm(true))), Module: &alone}
		locate(named, rule.Location)
		alone.Rules = append(alone.Rules, named)
	}
	return &alone
}
