package main

import (
	"context"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Tested is one test and how it went.
type Tested struct {
	File    string  `json:"file"`
	Line    int     `json:"line"`
	Package string  `json:"package"`
	Name    string  `json:"name"`
	Passed  bool    `json:"passed"`
	Seconds float64 `json:"seconds"`
	// FailedLine and FailedText are the step that did not hold, or what went wrong in it.
	FailedLine int    `json:"failed_line,omitempty"`
	FailedText string `json:"failed_text,omitempty"`
}

// test runs every test; with coverage it tells which lines were run. What check finds it finds too: both compile the files once.
func test(sitting *Sitting) (Answer, []error) {
	const most = 60 * time.Second // each has so long before it counts as failed
	const mostTold = 20           // failures that are looked into
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	if len(strangersIn(sitting.question, modules)) > 0 || len(saysNothing(modules)) > 0 {
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
	failures := 0
	for result := range results {
		one := Tested{
			File:    result.Location.File,
			Line:    result.Location.Row,
			Package: result.Package,
			Name:    result.Name,
			Passed:  result.Pass(),
			Seconds: result.Duration.Seconds(),
		}
		switch {
		case result.Error != nil:
			one.FailedText = result.Error.Error()
		case result.Fail && failures < mostTold:
			failures++
			one.FailedLine, one.FailedText = failedStep(ctx, compiler, store, modules.parsed[one.File], one)
		}
		tests = append(tests, one)
	}
	sitting.checked = compiler
	if errs := saysOtherwise(modules, compiler); len(errs) > 0 {
		return nil, errs
	}
	answer := Answer{"tests": tests}
	if sitting.question.Coverage {
		answer["coverage"] = covered.Report(modules.parsed).Files
	}
	return answer, nil
}

// failedStep asks a test that failed once more, for the step that did not hold: its line, and its text.
func failedStep(ctx context.Context, compiler *ast.Compiler, store storage.Store, module *ast.Module, test Tested) (int, string) {
	for _, rule := range module.Rules {
		if rule.Head.Name.String() != test.Name || rule.Location.Row != test.Line {
			continue
		}
		furthest := &furthestFailure{file: test.File}
		asked := module.Package.Path.Append(ast.StringTerm(test.Name)).String()
		_, _ = rego.New(
			rego.Query(asked),
			rego.Compiler(compiler),
			rego.Store(store),
			rego.QueryTracer(furthest),
		).Eval(ctx) // what it answers is known
		var failed *ast.Expr
		for _, step := range rule.Body {
			if step.Location.Row <= furthest.row && (failed == nil || step.Location.Row >= failed.Location.Row) {
				failed = step
			}
		}
		if failed != nil {
			return failed.Location.Row, textOf(failed)
		}
	}
	return 0, ""
}

// furthestFailure remembers the last line of a file at which a step did not hold.
type furthestFailure struct {
	file string
	row  int
}

func (*furthestFailure) Enabled() bool { return true }

func (*furthestFailure) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (furthest *furthestFailure) TraceEvent(event topdown.Event) {
	if _, isStep := event.Node.(*ast.Expr); !isStep || event.Op != topdown.FailOp || event.Location == nil {
		return
	}
	if event.Location.File == furthest.file {
		furthest.row = max(furthest.row, event.Location.Row)
	}
}
