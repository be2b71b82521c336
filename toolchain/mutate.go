package main

import (
	"context"
	"maps"
	"path"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// Negated is one condition that was turned into its contrary, and whether some test failed then.
type Negated struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Text   string `json:"text"`
	Caught bool   `json:"caught"`
}

// mutate negates every condition of the rules, one at a time, and runs the tests: first those that stand beside the
// rule, then all that can reach it. What binds a name cannot be negated, and is none.
func mutate(sitting *Sitting) (Answer, []error) {
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	only := sitting.question.Only
	reach := reachOf(modules)
	found := []Negated{}
	for _, file := range modules.paths {
		if isTest(file) || (len(only) > 0 && !slices.Contains(only, file)) {
			continue
		}
		near, far := testsOf(file, modules, reach)
		for _, condition := range conditionsOf(modules.parsed[file]) {
			condition.Negated = !condition.Negated
			caught, isCondition := isCaught(modules, reach, near)
			if isCondition && !caught {
				caught, _ = isCaught(modules, reach, far)
			}
			condition.Negated = !condition.Negated
			if isCondition {
				at := condition.Location
				found = append(found, Negated{file, at.Row, at.Col, textOf(condition), caught})
			}
		}
	}
	return Answer{"negated": found}, nil
}

// conditionsOf are the steps of all bodies of a file, also those within comprehensions, that bind nothing by themselves.
func conditionsOf(module *ast.Module) []*ast.Expr {
	found := []*ast.Expr{}
	ast.WalkBodies(module, func(body ast.Body) bool {
		for _, expr := range body {
			_, declares := expr.Terms.(*ast.SomeDecl)
			_, every := expr.Terms.(*ast.Every)
			always, is := expr.Terms.(*ast.Term)
			if declares || every || expr.Generated || expr.IsAssignment() || (is && always.Equal(ast.BooleanTerm(true))) {
				continue
			}
			found = append(found, expr)
		}
		return false
	})
	return found
}

// reachOf tells of each file which files it can be asked through: itself, and whatever it names.
func reachOf(modules Modules) map[string]map[string]bool {
	names := map[string]map[string]bool{}
	for _, file := range modules.paths {
		names[file] = map[string]bool{}
		ast.WalkRefs(modules.parsed[file], func(ref ast.Ref) bool {
			if !ref[0].Equal(ast.DefaultRootDocument) {
				return false
			}
			named := ref.GroundPrefix()
			for _, other := range modules.paths {
				whole := modules.parsed[other].Package.Path
				if named.HasPrefix(whole) || whole.HasPrefix(named) {
					names[file][other] = true
				}
			}
			return false
		})
	}
	reach := map[string]map[string]bool{}
	for _, file := range modules.paths {
		reach[file] = map[string]bool{file: true}
		for waiting := []string{file}; len(waiting) > 0; {
			next := waiting[0]
			waiting = waiting[1:]
			for other := range names[next] {
				if !reach[file][other] {
					reach[file][other] = true
					waiting = append(waiting, other)
				}
			}
		}
	}
	return reach
}

// testsOf are the files of tests beside a file, and the others that reach it.
func testsOf(file string, modules Modules, reach map[string]map[string]bool) (near, far []string) {
	for _, test := range modules.paths {
		if !isTest(test) || !reach[test][file] {
			continue
		}
		if path.Dir(test) == path.Dir(file) {
			near = append(near, test)
		} else {
			far = append(far, test)
		}
	}
	return near, far
}

// isCaught runs tests until one fails. Where the rules do not compile any more, nothing was negated that could be.
func isCaught(modules Modules, reach map[string]map[string]bool, tests []string) (caught, compiles bool) {
	const most = 10 * time.Second
	needed := map[string]*ast.Module{}
	for _, test := range tests {
		for file := range maps.Keys(reach[test]) {
			needed[file] = modules.parsed[file]
		}
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	store := inmem.NewFromObject(map[string]any{})
	transaction, err := store.NewTransaction(ctx)
	if err != nil {
		return false, true
	}
	results, err := tester.NewRunner().
		SetCompiler(ast.NewCompiler().WithCapabilities(modules.capabilities).WithRewriteTestRules(true)).
		SetStore(store).
		SetModules(needed).
		SetTimeout(most).
		SetParallel(1).
		RunTests(ctx, transaction)
	if err != nil {
		return false, false
	}
	for result := range results {
		if !caught && !result.Pass() && slices.Contains(tests, result.Location.File) {
			caught = true
			stop() // the others tell no more
		}
	}
	return caught, true
}
