package main

import (
	"context"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// Tested is one test and how it went.
type Tested struct {
	File    string  `json:"file"`
	Line    int     `json:"line"`
	Package string  `json:"package"`
	Name    string  `json:"name"`
	Passed  bool    `json:"passed"`
	Seconds float64 `json:"seconds"`
}

// test runs every test; each has so long before it counts as failed.
func test(question Question) Answer {
	const most = 60 * time.Second
	modules, errs := parse(question)
	if len(errs) > 0 {
		return failed(errs...)
	}
	ctx := context.Background()
	store := inmem.NewFromObject(map[string]any{})
	compiler := ast.NewCompiler().
		SetErrorLimit(0).
		WithCapabilities(modules.capabilities).
		WithEnablePrintStatements(true).
		WithRewriteTestRules(true)
	if compiler.Compile(modules.parsed); compiler.Failed() {
		return failed(compiler.Errors)
	}
	covered := cover.New()
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(store).
		CapturePrintOutput(true).
		SetModules(modules.parsed).
		SetTimeout(most).
		SetParallel(1)
	if question.Coverage {
		// Why a line was not run is asked by nobody: no passes beside the first.
		runner = runner.SetCoverageQueryTracer(covered).SetCoverageRuns(nil)
	}
	transaction, err := store.NewTransaction(ctx)
	if err != nil {
		return failed(err)
	}
	results, err := runner.RunTests(ctx, transaction)
	if err != nil {
		return failed(err)
	}
	tests := []Tested{}
	for result := range results {
		tests = append(tests, Tested{
			File:    result.Location.File,
			Line:    result.Location.Row,
			Package: result.Package,
			Name:    result.Name,
			Passed:  result.Pass(),
			Seconds: result.Duration.Seconds(),
		})
	}
	answer := Answer{"problems": []Problem{}, "tests": tests}
	if question.Coverage {
		answer["coverage"] = covered.Report(modules.parsed).Files
	}
	return answer
}
