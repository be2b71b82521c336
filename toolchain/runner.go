package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// compileTests compiles all files as OPA's runner of tests does before it runs any, and lets it run none: it would run each
// in a goroutine whose stack has to grow anew, and watch all of them for what they cover.
func compileTests(compiler *ast.Compiler, modules Modules) error {
	none := ast.MustParseRef("data.none")
	results, err := tester.NewRunner().
		SetCompiler(compiler).
		SetModules(modules.parsed).
		SetPrefixMatchers(none).
		RunTests(context.Background(), nil)
	if err != nil {
		return err
	}
	for range results {
	}
	return nil
}

// testRule is a test, and the rules that it can run.
type testRule struct {
	rule  *ast.Rule
	name  ast.Ref
	reach []*ast.Rule
}

// runTests runs every test, and tells how each went in order of their places.
func runTests(compiler *ast.Compiler, modules Modules, covered *coverage) []Tested {
	const mostTold = 20 // failures that are looked into
	ctx := ast.WithCompiler(context.Background(), compiler)
	store := inmem.NewFromObject(map[string]any{})
	transaction := storage.NewTransactionOrDie(ctx, store)
	defer store.Abort(ctx, transaction)
	tests := testRules(compiler)
	tested := []Tested{}
	failures := 0
	// What can run little runs first: then there is less left to watch where all can be run.
	slices.SortStableFunc(tests, func(a, b testRule) int { return cmp.Compare(len(a.reach), len(b.reach)) })
	for _, test := range tests {
		one := runTest(ctx, test, compiler, store, transaction, covered)
		if !one.Passed && one.FailedText == "" && !test.isSkipped() && failures < mostTold {
			failures++
			one.FailedLine, one.FailedText = failedStep(ctx, compiler, store, modules.parsed[one.File], one)
		}
		tested = append(tested, one)
	}
	slices.SortFunc(tested, func(a, b Tested) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	return tested
}

func testRules(compiler *ast.Compiler) []testRule {
	tests := []testRule{}
	for _, file := range slices.Sorted(maps.Keys(compiler.Modules)) {
		for _, rule := range compiler.Modules[file].Rules {
			if name := testName(rule); name != nil {
				tests = append(tests, testRule{rule, name, reachOfRule(compiler, rule)})
			}
		}
	}
	return tests
}

// testName is the part of a rule's name that makes it a test: what comes after it names its cases.
func testName(rule *ast.Rule) ast.Ref {
	whole := rule.Head.Ref().GroundPrefix()
	for at, term := range whole {
		name := strings.Trim(term.String(), `"`)
		if strings.HasPrefix(name, tester.TestPrefix) || strings.HasPrefix(name, tester.SkipTestPrefix) {
			return whole[:at+1]
		}
	}
	return nil
}

// reachOfRule are the rules that a rule can run.
func reachOfRule(compiler *ast.Compiler, rule *ast.Rule) []*ast.Rule {
	found := []*ast.Rule{rule}
	seen := map[*ast.Rule]bool{rule: true}
	for at := 0; at < len(found); at++ {
		for each := range compiler.Graph.Dependencies(found[at]) {
			if next := each.(*ast.Rule); !seen[next] {
				seen[next] = true
				found = append(found, next)
			}
		}
	}
	return found[1:]
}

func runTest(
	ctx context.Context,
	test testRule,
	compiler *ast.Compiler,
	store storage.Store,
	transaction storage.Transaction,
	covered *coverage,
) Tested {
	one := Tested{
		File:    test.rule.Location.File,
		Line:    test.rule.Location.Row,
		Package: test.rule.Module.Package.Path.String(),
		Name:    test.name.String(),
	}
	if test.isSkipped() {
		return one
	}
	const most = 60 * time.Second // each may take so long before it counts as failed
	answer := ast.VarTerm("answer")
	asked := ast.NewTerm(test.rule.Module.Package.Path.Extend(test.name))
	query := topdown.NewQuery(ast.NewBody(ast.Equality.Expr(answer, asked))).
		WithCompiler(compiler).
		WithStore(store).
		WithTransaction(transaction)
	began := tester.NewTestQueryTracer()
	hasCases := test.rule.Head.DocKind() == ast.PartialObjectDoc
	if hasCases {
		query = query.WithQueryTracer(began)
	}
	if covered != nil && covered.wants(test.reach) {
		query = query.WithQueryTracer(covered)
	}
	begun := time.Now()
	results, err := query.Run(ctx)
	took := time.Since(begun)
	one.Seconds = took.Seconds()
	switch {
	case err != nil:
		one.FailedText = err.Error()
	case took > most:
		one.FailedText = fmt.Sprintf("it took more than %v", most)
	case len(results) > 0:
		told := results[0][answer.Value.(ast.Var)].Value
		one.Passed = told.Compare(ast.Boolean(true)) == 0 || (hasCases && allHold(told) && allEnded(began.BufferTracer, told))
	}
	return one
}

func (test testRule) isSkipped() bool {
	return strings.Contains(test.name[len(test.name)-1].String(), tester.SkipTestPrefix)
}

// allHold tells whether a test says yes in each case of which it says something; null is nothing.
func allHold(told ast.Value) bool {
	switch value := told.(type) {
	case ast.Object:
		return !value.Until(func(_, each *ast.Term) bool { return !allHold(each.Value) })
	case ast.Boolean:
		return bool(value)
	default:
		return value.Compare(ast.NullValue) == 0
	}
}

// allEnded tells whether a test says something in each case that it began.
func allEnded(began []*topdown.Event, told ast.Value) bool {
	for _, event := range began {
		expr, is := event.Node.(*ast.Expr)
		if !is || event.Op != topdown.TestCaseOp {
			continue
		}
		path := ast.Ref{}
		expr.Operand(0).Value.(*ast.Array).Foreach(func(term *ast.Term) { path = append(path, term) })
		if _, err := told.Find(path); err != nil {
			return false
		}
	}
	return true
}
