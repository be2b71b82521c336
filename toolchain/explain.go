package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Sets that are added to each rule's package, and gathered by brevet.explain.
const (
	reached = "__reached"
	lost    = "__lost"
	values  = "__values"
)

// explain compiles the files with probes in them: the rules themselves then tell how far each of them got, what it read
// on the way, and where it fell silent for want of a value. It changes no rule.
func explain(question Question) Answer {
	modules, errs := parse(question)
	if len(errs) > 0 {
		return failed(errs...)
	}
	rules := spoken(modules)
	for index, rule := range rules {
		rule.probe(index)
	}
	path := "explain/explain.rego"
	module, err := ast.ParseModuleWithOpts(path, gatherer(rules), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return failed(err)
	}
	modules.parsed[path] = module
	modules.paths = append(modules.paths, path)
	policy, err := toWasm(modules, "brevet/explain/main", "brevet/explain/lost", "brevet/explain/rules")
	if err != nil {
		return failed(err)
	}
	return Answer{"problems": []Problem{}, "explain": policy}
}

// gatherer is the package that answers.
func gatherer(rules []Spoken) string {
	table, _ := json.Marshal(rules)
	text := &strings.Builder{}
	fmt.Fprintf(text, "package brevet.explain\n\nmain := {%q: reached, %q: lost, %q: values}\n", "reached", "lost", "values")
	fmt.Fprintf(text, "\nrules := %s\n", table)
	seen := map[string]bool{}
	for _, rule := range rules {
		name := rule.module.Package.Path.String()
		if seen[name] {
			continue
		}
		seen[name] = true
		for _, set := range []string{"reached", "lost", "values"} {
			fmt.Fprintf(text, "\n%s contains one if some one in %s.__%s\n", set, name, set)
		}
	}
	return text.String()
}

// probe adds to the rule's package what tells of it: how far it got, what each step read, and what of that was
// undefined. Each time the steps before stand as they are.
func (spoken Spoken) probe(index int) {
	before := ast.Body{}
	for at, step := range spoken.Steps {
		here := []*ast.Term{ast.IntNumberTerm(index), ast.IntNumberTerm(at)}
		if at > 0 {
			spoken.add(reached, here, before)
		}
		for which, one := range step.reads {
			there := append(here[:2:2], ast.IntNumberTerm(which))
			spoken.add(values, append(there[:3:3], found), append(before[:len(before):len(before)], one.finds()))
			if one.lost {
				none := ast.Equality.Expr(ast.ArrayTerm(), ast.ArrayComprehensionTerm(ast.IntNumberTerm(1), ast.NewBody(one.finds())))
				spoken.add(lost, there, append(before[:len(before):len(before)], none))
			}
		}
		if step.exprs == nil {
			step.exprs = []*ast.Expr{step.reads[0].finds()} // the head: it has a value
		}
		before = append(before, step.exprs...)
	}
	spoken.add(reached, []*ast.Term{ast.IntNumberTerm(index), ast.IntNumberTerm(len(spoken.Steps))}, before)
}

// found stands for what a step reads. No rule can be named so: OPA keeps the underscores for itself.
var found = ast.VarTerm("__found")

func (one read) finds() *ast.Expr {
	expr := ast.Equality.Expr(found.Copy(), one.term.Copy())
	for _, with := range one.with {
		expr.With = append(expr.With, with.Copy())
	}
	return expr
}

func (spoken Spoken) add(set string, key []*ast.Term, body ast.Body) {
	rule := &ast.Rule{
		Head:   ast.NewHead(ast.Var(set), ast.ArrayTerm(key...)),
		Body:   ast.Body{},
		Module: spoken.module,
	}
	for _, expr := range body {
		rule.Body.Append(expr.Copy())
	}
	if len(rule.Body) == 0 {
		rule.Body.Append(ast.NewExpr(ast.BooleanTerm(true)))
	}
	locate(rule, spoken.rule.Location)
	spoken.module.Rules = append(spoken.module.Rules, rule)
}

// locate says of all that has no place of its own that it stands where the rule does.
func locate(rule *ast.Rule, at *ast.Location) {
	rule.Location, rule.Head.Location = at, at
	ast.WalkExprs(rule, func(expr *ast.Expr) bool {
		if expr.Location == nil {
			expr.Location = at
		}
		return false
	})
	ast.WalkTerms(rule, func(term *ast.Term) bool {
		if term.Location == nil {
			term.Location = at
		}
		return false
	})
}
