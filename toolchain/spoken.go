package main

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Step is what has to hold next for a rule to speak. What it reads is told by its place in the list; needs are the places
// of what the rule falls silent without.
type Step struct {
	Text  string   `json:"text"`
	Line  int      `json:"line"`
	Reads []string `json:"reads"`
	Needs []int    `json:"needs"`

	exprs []*ast.Expr
	reads []read
}

// Spoken is one rule by which a decision gets something. Its last step is its head.
type Spoken struct {
	Rule  string `json:"rule"`
	Says  string `json:"says"`
	File  string `json:"file"`
	Line  int    `json:"line"`
	Steps []Step `json:"steps"`

	rule   *ast.Rule
	module *ast.Module
}

// read is a value that a step hangs on.
type read struct {
	// operand is its place among those of the step's last expression.
	operand int

	term *ast.Term
	with []*ast.With
	// lost: where it is undefined, the rule falls silent for want of it.
	lost bool
}

// gathered is what the decision takes of a rule's package.
var gathered = []string{"deny", "warn", "info", "stage", "bound", "obligation"}

// spoken are the rules that a decision gathers, in order of file and line.
func spoken(modules Modules) []Spoken {
	found := []Spoken{}
	for _, path := range modules.paths {
		module := modules.parsed[path]
		name, isRule := ruleName(module)
		if !isRule || isTest(path) {
			continue
		}
		globals := globalsOf(module)
		for _, rule := range module.Rules {
			says := rule.Head.Name.String()
			if rule.Head.Key == nil || !slices.Contains(gathered, says) {
				continue
			}
			found = append(found, Spoken{
				Rule:   name,
				Says:   says,
				File:   path,
				Line:   rule.Location.Row,
				Steps:  stepsOf(rule, globals),
				rule:   rule,
				module: module,
			})
		}
	}
	return found
}

// ruleName is `lease.limit` for the package brevet.rules.lease.limit, and `own.ticket` for brevet.own.ticket.
func ruleName(module *ast.Module) (string, bool) {
	name := module.Package.Path.String()
	if rest, is := strings.CutPrefix(name, "data.brevet.rules."); is {
		return rest, true
	}
	if rest, is := strings.CutPrefix(name, "data.brevet.own."); is {
		return "own." + rest, true
	}
	return "", false
}

func stepsOf(rule *ast.Rule, globals map[ast.Var]bool) []Step {
	steps := []Step{}
	bound := map[ast.Var]bool{}
	var group []*ast.Expr
	for _, expr := range rule.Body {
		if always, is := expr.Terms.(*ast.Term); is && always.Equal(ast.BooleanTerm(true)) {
			continue
		}
		group = append(group, expr)
		if isDeclaration(expr) { // means nothing without what uses it
			continue
		}
		step := Step{Text: textOf(expr), Line: expr.Location.Row, exprs: group}
		for _, one := range readsOf(expr, globals) {
			if isKnown(one.term, globals, bound) {
				step.reads = append(step.reads, one)
			}
		}
		steps = append(steps, named(step))
		for _, each := range group {
			if !each.Negated {
				addVars(each, bound)
			}
		}
		group = nil
	}
	head := Step{
		Text:  rule.Head.Key.String(),
		Line:  rule.Head.Location.Row,
		reads: []read{{term: rule.Head.Key, lost: true}},
	}
	return append(steps, named(head))
}

func isDeclaration(expr *ast.Expr) bool {
	some, is := expr.Terms.(*ast.SomeDecl)
	if !is {
		return false
	}
	_, isCall := some.Symbols[0].Value.(ast.Call)
	return !isCall
}

func named(step Step) Step {
	step.Reads, step.Needs = []string{}, []int{}
	for place, one := range step.reads {
		step.Reads = append(step.Reads, asWritten(one.term))
		if one.lost {
			step.Needs = append(step.Needs, place)
		}
	}
	return step
}

// asWritten is a term as its author wrote it.
func asWritten(term *ast.Term) string {
	if term.Location == nil || len(term.Location.Text) == 0 {
		return term.String()
	}
	return strings.Join(strings.Fields(string(term.Location.Text)), " ")
}

func textOf(expr *ast.Expr) string {
	return strings.Join(strings.Fields(string(expr.Location.Text)), " ")
}

// readsOf are the operands of a step that may be undefined. A bare helper that is undefined is a plain no.
func readsOf(expr *ast.Expr, globals map[ast.Var]bool) []read {
	_, isBare := expr.Terms.(*ast.Term)
	reads := []read{}
	for at, term := range operandsOf(expr) {
		if !mayBeUndefined(term, globals) {
			continue
		}
		lost := !expr.Negated && !(isBare && isHelper(term, globals))
		reads = append(reads, read{operand: at, term: term, with: expr.With, lost: lost})
	}
	return reads
}

func operandsOf(expr *ast.Expr) []*ast.Term {
	switch terms := expr.Terms.(type) {
	case *ast.Term:
		return []*ast.Term{terms}
	case []*ast.Term:
		return terms[1:]
	case *ast.SomeDecl:
		if call, is := terms.Symbols[0].Value.(ast.Call); is {
			return []*ast.Term{call[len(call)-1]}
		}
	case *ast.Every:
		return []*ast.Term{terms.Domain}
	}
	return nil
}

// isHelper tells whether a term names a rule rather than what was given to all rules.
func isHelper(term *ast.Term, globals map[ast.Var]bool) bool {
	switch value := term.Value.(type) {
	case ast.Var:
		return true
	case ast.Ref:
		if value[0].Equal(ast.DefaultRootDocument) {
			return len(value) > 1 && value[1].Equal(ast.StringTerm("brevet"))
		}
		head, is := value[0].Value.(ast.Var)
		return is && globals[head] && !value[0].Equal(ast.InputRootDocument)
	}
	return false
}
