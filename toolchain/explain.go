package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Rules that are added to each rule's package, one of each for every clause: what became of its steps, and only whether it
// got so far for want of a value. The second is asked of every request that is judged, so it makes nothing else.
const (
	trail = "__trail"
	whole = "__whole"
)

// explain adds probes to the rules: they then tell how far each of them got, what it read on the way, and where it fell
// silent for want of a value. It changes no rule.
func explain(sitting *Sitting) (Answer, []error) {
	plain, errs := sitting.silent()
	if len(errs) > 0 {
		return nil, errs
	}
	rules := spoken(*sitting.modules)
	probes, err := compileProbes(*sitting.modules, rules)
	if err != nil {
		return nil, []error{err}
	}
	modules := []*ast.Module{}
	for _, file := range slices.Sorted(maps.Keys(probes.Modules)) {
		module := *probes.Modules[file]
		if rules := plain.Modules[file]; rules != nil {
			module.Rules = slices.Concat(rules.Rules, slices.DeleteFunc(module.Rules, isNoProbe))
		}
		modules = append(modules, &module)
	}
	policy, err := toWasm(probes, modules, []string{"brevet/explain/trail", "brevet/explain/whole", "brevet/explain/rules"})
	if err != nil {
		return nil, []error{err}
	}
	return Answer{"explain": policy}, nil
}

// compileProbes compiles the probes, and what gathers them, beside the mere signatures of the rules: those are compiled.
func compileProbes(modules Modules, rules []Spoken) (*ast.Compiler, error) {
	all := map[string]*ast.Module{}
	for path, module := range modules.parsed {
		if !isTest(path) {
			all[path] = signature(module)
		}
	}
	for index, rule := range rules {
		module := all[rule.File]
		module.Rules = append(module.Rules, rule.probe(trail, index, rule.trail()), rule.probe(whole, index, rule.whole()))
	}
	path := "explain/explain.rego"
	module, err := ast.ParseModuleWithOpts(path, gatherer(rules), ast.ParserOptions{RegoVersion: ast.RegoV1})
	if err != nil {
		return nil, err
	}
	all[path] = module
	compiler := ast.NewCompiler().WithCapabilities(modules.capabilities).WithSkipStages(checked...)
	if compiler.Compile(all); compiler.Failed() {
		return nil, compiler.Errors
	}
	return compiler, nil
}

// checked is what has been looked at where the rules were compiled, and what is of no use to wasm.
var checked = []ast.StageID{
	ast.StageCheckKeywordOverrides,
	ast.StageCheckVoidCalls,
	ast.StageSetGraph,
	ast.StageCheckRuleConflicts,
	ast.StageCheckUndefinedFuncs,
	ast.StageCheckRecursion,
	ast.StageCheckTypes,
	ast.StageCheckUnsafeBuiltins,
	ast.StageCheckDeprecatedBuiltins,
	ast.StageBuildRuleIndices,
	ast.StageBuildComprehensionIndices,
	ast.StageBuildRequiredCapabilities,
}

// gatherer is the package that answers. The rules' steps stand in it as one text: to compile them as values would take
// longer than all rules.
func gatherer(rules []Spoken) string {
	table, _ := json.Marshal(rules)
	quoted, _ := json.Marshal(string(table))
	text := &strings.Builder{}
	fmt.Fprintf(text, "package brevet.explain\n\nrules := json.unmarshal(%s)\n", quoted)
	for _, probe := range []string{trail, whole} {
		fmt.Fprintf(text, "\n%s := [\n", strings.TrimLeft(probe, "_"))
		for index, rule := range rules {
			fmt.Fprintf(text, "\t%v.%s_%d,\n", rule.module.Package.Path, probe, index)
		}
		text.WriteString("]\n")
	}
	return text.String()
}

func isNoProbe(rule *ast.Rule) bool {
	name := rule.Head.Name.String()
	return !strings.HasPrefix(name, trail) && !strings.HasPrefix(name, whole)
}

func (spoken Spoken) probe(name string, index int, told *ast.Term) *ast.Rule {
	rule := &ast.Rule{
		Head: ast.NewHead(ast.Var(fmt.Sprintf("%s_%d", name, index)), nil, told),
		Body: ast.NewBody(ast.NewExpr(ast.BooleanTerm(true))),
	}
	locate(rule, spoken.rule.Location)
	return rule
}

// trail tells how far a rule got, as a tree: for each step the value of each of its reads, in a list that is empty where
// there is none, and last the same of the step after it, once for each way in which this one holds.
func (spoken Spoken) trail() *ast.Term {
	var after *ast.Term
	for at, step := range slices.Backward(spoken.Steps) {
		told := []*ast.Term{}
		for _, one := range step.reads {
			told = append(told, ast.ArrayComprehensionTerm(found(0), ast.NewBody(one.finds(found(0)))))
		}
		if after != nil {
			told = append(told, each(after, copied(step.exprs), at))
		}
		after = ast.ArrayTerm(told...)
	}
	return after
}

// whole tells whether a rule ever fell silent for want of a value, as a tree: a list that is empty where a step wants one,
// else of one list, of the same of what comes after, once for each way in which the steps up to there hold.
func (spoken Spoken) whole() *ast.Term {
	var after *ast.Term
	names, between := 0, ast.Body{} // names are of what was found, and of what is told
	for at, step := range slices.Backward(spoken.Steps) {
		here, wanted := copied(step.exprs), ast.Body{}
		for _, one := range step.reads {
			if !one.lost {
				continue
			}
			names++
			wanted.Append(one.finds(found(names)))
			if len(here) > 0 { // what was found once is not looked for again
				*operandsOf(here[len(here)-1])[one.operand] = *found(names)
			}
		}
		for _, expr := range between {
			here.Append(expr)
		}
		if between = here; len(wanted) == 0 && at > 0 {
			continue
		}
		then := ast.ArrayTerm()
		if after != nil {
			names++
			then = each(after, here, names)
		}
		if after = ast.ArrayTerm(then); len(wanted) > 0 {
			names++
			after = each(then, wanted, names)
		}
		between = ast.Body{}
	}
	return after
}

// each is a list of what is told, once for each way in which a body holds. What is told stands in the body: OPA's compiler
// does not know the names of a body in lists within a comprehension's head (v1.22.2, rewriteTemplateStrings).
func each(told *ast.Term, body ast.Body, name int) *ast.Term {
	named := ast.VarTerm(fmt.Sprintf("__told_%d", name))
	body.Append(ast.Equality.Expr(named, told))
	return ast.ArrayComprehensionTerm(named.Copy(), body)
}

func copied(exprs []*ast.Expr) ast.Body {
	body := ast.Body{}
	for _, expr := range exprs {
		body.Append(expr.Copy())
	}
	return body
}

// found stands for what a step reads. No rule can be named so: OPA keeps the underscores for itself.
func found(which int) *ast.Term {
	return ast.VarTerm(fmt.Sprintf("__found_%d", which))
}

func (one read) finds(name *ast.Term) *ast.Expr {
	expr := ast.Equality.Expr(name, one.term.Copy())
	for _, with := range one.with {
		expr.With = append(expr.With, with.Copy())
	}
	return expr
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
