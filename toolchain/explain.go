package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Sets that are added to each rule's package, and gathered by brevet.explain: `[rule, step, reads]` for each step that was
// reached, where each read is the set of its values; and `[rule, step, read]` where a rule fell silent for want of one.
// The second is asked of every request that is judged, so it comes of rules of its own, which make nothing else.
const (
	probed = "__probed"
	lost   = "__lost"
)

// explain compiles the files with probes in them: the rules themselves then tell how far each of them got, what it read
// on the way, and where it fell silent for want of a value. It changes no rule.
func explain(sitting *Sitting) (Answer, []error) {
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	rules := spoken(modules)
	all := map[string]*ast.Module{}
	for path, module := range modules.parsed {
		if !isTest(path) {
			copied := *module
			copied.Rules = slices.Clone(module.Rules)
			all[path] = &copied
		}
	}
	for index, rule := range rules {
		module := all[rule.File]
		module.Rules = append(module.Rules, rule.probes(index)...)
	}
	path := "explain/explain.rego"
	module, err := ast.ParseModuleWithOpts(path, gatherer(rules), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, []error{err}
	}
	all[path] = module
	// The rules have been checked without probes; and what finds rules quickly is of no use to wasm.
	compiler := ast.NewCompiler().
		WithCapabilities(modules.capabilities).
		WithSkipStages(ast.StageCheckTypes, ast.StageBuildRuleIndices, ast.StageBuildComprehensionIndices)
	if compiler.Compile(all); compiler.Failed() {
		return nil, []error{compiler.Errors}
	}
	policy, err := toWasm(compiler, "brevet/explain/main", "brevet/explain/lost", "brevet/explain/rules")
	if err != nil {
		return nil, []error{err}
	}
	return Answer{"explain": policy}, nil
}

// gatherer is the package that answers. The rules' steps stand in it as one text: to compile them as values would take
// longer than all rules.
func gatherer(rules []Spoken) string {
	table, _ := json.Marshal(rules)
	quoted, _ := json.Marshal(string(table))
	text := &strings.Builder{}
	fmt.Fprintf(text, `package brevet.explain

main := {"reached": reached, "lost": lost, "values": values}

rules := json.unmarshal(%s)

reached contains [rule, step] if {
	some [rule, step, _] in probed
	step > 0
}

values contains [rule, step, which, value] if {
	some [rule, step, reads] in probed
	some which, read in reads
	some value in read
}
`, quoted)
	seen := map[string]bool{}
	for _, rule := range rules {
		name := rule.module.Package.Path.String()
		if !seen[name] {
			seen[name] = true
			fmt.Fprintf(text, "\nprobed contains one if some one in %s.%s\n", name, probed)
			fmt.Fprintf(text, "\nlost contains one if some one in %s.%s\n", name, lost)
		}
	}
	return text.String()
}

// probes are rules that tell of this one which of its steps were reached, what each of them reads, and what of that was
// undefined. Each time the steps before stand as they are.
func (spoken Spoken) probes(index int) []*ast.Rule {
	rules := []*ast.Rule{}
	before := ast.Body{}
	for at, step := range spoken.Steps {
		here := []*ast.Term{ast.IntNumberTerm(index), ast.IntNumberTerm(at)}
		read := []*ast.Term{}
		for which, one := range step.reads {
			read = append(read, ast.SetComprehensionTerm(found.Copy(), ast.NewBody(one.finds())))
			if one.lost {
				none := ast.Equality.Expr(ast.ArrayTerm(), ast.ArrayComprehensionTerm(ast.IntNumberTerm(1), ast.NewBody(one.finds())))
				there := append(here[:2:2], ast.IntNumberTerm(which))
				rules = append(rules, spoken.probe(lost, there, append(before[:len(before):len(before)], none)))
			}
		}
		rules = append(rules, spoken.probe(probed, append(here, ast.ArrayTerm(read...)), before))
		if step.exprs == nil {
			step.exprs = []*ast.Expr{step.reads[0].finds()} // the head: it has a value
		}
		before = append(before, step.exprs...)
	}
	whole := []*ast.Term{ast.IntNumberTerm(index), ast.IntNumberTerm(len(spoken.Steps)), ast.ArrayTerm()}
	return append(rules, spoken.probe(probed, whole, before))
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

func (spoken Spoken) probe(set string, told []*ast.Term, body ast.Body) *ast.Rule {
	rule := &ast.Rule{Head: ast.NewHead(ast.Var(set), ast.ArrayTerm(told...)), Body: ast.Body{}}
	for _, expr := range body {
		rule.Body.Append(expr.Copy())
	}
	if len(rule.Body) == 0 {
		rule.Body.Append(ast.NewExpr(ast.BooleanTerm(true)))
	}
	locate(rule, spoken.rule.Location)
	return rule
}

// locate says of all that has no place of its own that it stands where the rule does.
func locate(rule *ast.Rule, whole *ast.Location) {
	at := ast.NewLocation(nil, whole.File, whole.Row, whole.Col) // without its text, which would be gone through again and again
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
