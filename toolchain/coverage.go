package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// coverage tells which lines of the rules were run. It is OPA's own, which is told of each place once; and a test need not be
// watched where all that it could run has been run.
type coverage struct {
	own  *cover.Cover
	told map[*ast.Location]bool
	run  map[place]bool
	// left are the places of each rule that have to be run, where they have not all been.
	left map[place][]place
}

type place struct {
	file             string
	row, col, length int
}

func placeOf(at *ast.Location) place { return place{at.File, at.Row, at.Col, len(at.Text)} }

func newCoverage(modules Modules) *coverage {
	coverage := &coverage{
		own:  cover.New(),
		told: map[*ast.Location]bool{},
		run:  map[place]bool{},
		left: map[place][]place{},
	}
	for path, module := range modules.parsed {
		if isTest(path) {
			continue
		}
		ast.WalkRules(module, func(rule *ast.Rule) bool {
			at := placeOf(rule.Location)
			coverage.left[at] = append(coverage.left[at], placeOf(rule.Head.Location))
			ast.WalkExprs(rule, func(expr *ast.Expr) bool {
				if _, declares := expr.Terms.(*ast.SomeDecl); !declares {
					coverage.left[at] = append(coverage.left[at], placeOf(expr.Location))
				}
				return false
			})
			return false
		})
	}
	return coverage
}

// wants tells whether any of these rules has a place that has not been run yet.
func (coverage *coverage) wants(rules []*ast.Rule) bool {
	for _, rule := range rules {
		at := placeOf(rule.Location)
		left := coverage.left[at]
		for len(left) > 0 && coverage.run[left[0]] {
			left = left[1:]
		}
		coverage.left[at] = left
		if len(left) > 0 {
			return true
		}
	}
	return false
}

func (*coverage) Enabled() bool { return true }

func (coverage *coverage) Config() topdown.TraceConfig { return coverage.own.Config() }

func (coverage *coverage) TraceEvent(event topdown.Event) {
	var at *ast.Location
	switch node := event.Node.(type) {
	case *ast.Rule:
		if event.Op == topdown.ExitOp {
			at = node.Head.Location
		}
	case *ast.Expr:
		if event.Op == topdown.EvalOp {
			at = node.Location
		}
	}
	if at == nil || coverage.told[at] {
		return
	}
	coverage.told[at] = true
	coverage.run[placeOf(at)] = true
	if !isTest(at.File) {
		coverage.own.TraceEvent(event)
	}
}
