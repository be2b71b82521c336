package main

import (
	"context"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Traced is how far OPA's own evaluator got with a rule: the step that stopped it last, and the steps at which it
// met something undefined. A step that is the number of steps: it spoke.
type Traced struct {
	Reached int   `json:"reached"`
	Lost    []int `json:"lost"`
}

// trace judges by OPA's own evaluator and watches it: what explain.wasm says of itself can be compared with it.
func trace(sitting *Sitting) (Answer, []error) {
	question := sitting.question
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	rules := spoken(modules)
	ctx := context.Background()
	query, errs := prepare(ctx, sitting)
	if len(errs) > 0 {
		return nil, errs
	}
	data, err := ast.InterfaceToValue(question.Data)
	if err != nil {
		return nil, []error{err}
	}
	traced := [][]Traced{}
	for _, each := range question.Inputs {
		input, err := ast.InterfaceToValue(each)
		if err != nil {
			return nil, []error{err}
		}
		watch := newWatcher(rules, input, data)
		_, err = query.Eval(ctx,
			rego.EvalParsedInput(input),
			rego.EvalQueryTracer(watch),
			rego.EvalRuleIndexing(false),
			rego.EvalEarlyExit(false),
		)
		if err != nil {
			return nil, []error{err}
		}
		traced = append(traced, watch.traced)
	}
	return Answer{"traced": traced}, nil
}

// watcher knows a rule by where it stands, and so what OPA makes of its steps.
type watcher struct {
	input, data ast.Value
	rules       []Spoken
	byPlace     map[place]int
	traced      []Traced
	query       map[uint64]int
}

func newWatcher(rules []Spoken, input, data ast.Value) *watcher {
	watch := &watcher{input: input, data: data, rules: rules, byPlace: map[place]int{}, query: map[uint64]int{}}
	for index, rule := range rules {
		watch.byPlace[placeOf(rule.rule.Location)] = index
		watch.traced = append(watch.traced, Traced{Lost: []int{}})
	}
	return watch
}

func (watch *watcher) Enabled() bool { return true }

func (watch *watcher) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (watch *watcher) TraceEvent(event topdown.Event) {
	switch node := event.Node.(type) {
	case *ast.Rule:
		index, known := watch.byPlace[placeOf(node.Location)]
		if !known {
			return
		}
		if event.Op == topdown.EnterOp {
			watch.query[event.QueryID] = index
		}
		if event.Op == topdown.ExitOp {
			watch.traced[index].Reached = len(watch.rules[index].Steps)
		}
	case *ast.Expr:
		index, known := watch.query[event.QueryID]
		if event.Op != topdown.FailOp || !known {
			return
		}
		traced := &watch.traced[index]
		at, isStep := stepAt(watch.rules[index], node.Location)
		traced.Reached = max(traced.Reached, at)
		if (!isStep || watch.isUndefined(node)) && !node.Negated && !slices.Contains(traced.Lost, at) {
			traced.Lost = append(traced.Lost, at)
		}
	}
}

// stepAt is the step within whose text that place lies; else it is the head, which OPA evaluates after the body.
func stepAt(rule Spoken, place *ast.Location) (int, bool) {
	for at, step := range rule.Steps {
		for _, expr := range step.exprs {
			begins := expr.Location.Offset
			if place.Offset >= begins && place.Offset < begins+len(expr.Location.Text) {
				return at, true
			}
		}
	}
	return len(rule.Steps) - 1, false
}

// isUndefined tells whether a step failed because of what it reads. What OPA computes beforehand, for a step to use,
// fails only so; else a value of the input or of data is missing.
func (watch *watcher) isUndefined(expr *ast.Expr) bool {
	if expr.Generated {
		return true
	}
	missing := false
	ast.WalkRefs(expr, func(ref ast.Ref) bool {
		document := watch.input
		if ref[0].Equal(ast.DefaultRootDocument) {
			document = watch.data
			if len(ref) > 1 && ref[1].Equal(ast.StringTerm("brevet")) {
				return false
			}
		} else if !ref[0].Equal(ast.InputRootDocument) {
			return false
		}
		_, err := document.Find(ref.GroundPrefix()[1:])
		missing = missing || err != nil
		return false
	})
	return missing
}
