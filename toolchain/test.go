package main

import (
	"context"
	"time"

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

// test runs every test; with coverage it tells which lines were run. What check finds it finds too: both compile the files once.
func test(sitting *Sitting) (Answer, []error) {
	const most = 60 * time.Second // each has so long before it counts as failed
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	if len(strangersIn(sitting.question, modules)) > 0 {
		return check(sitting)
	}
	ctx := context.Background()
	store := inmem.NewFromObject(map[string]any{})
	transaction, err := store.NewTransaction(ctx)
	if err != nil {
		return nil, []error{err}
	}
	compiler := strictly(sitting.question, modules).WithRewriteTestRules(true)
	covered := cover.New()
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(store).
		CapturePrintOutput(true).
		SetModules(modules.parsed).
		SetTimeout(most).
		SetParallel(1)
	if sitting.question.Coverage {
		// Why a line was not run is asked by nobody: no passes beside the first.
		runner = runner.SetCoverageQueryTracer(covered).SetCoverageRuns(nil)
	}
	results, err := runner.RunTests(ctx, transaction)
	if err != nil {
		return nil, []error{err}
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
	sitting.checked = compiler
	answer := Answer{"tests": tests}
	if sitting.question.Coverage {
		answer["coverage"] = covered.Report(modules.parsed).Files
	}
	return answer, nil
}
