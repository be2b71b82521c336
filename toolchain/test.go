package main

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
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
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	if len(strangersIn(sitting.question, modules)) > 0 || len(saysNothing(modules)) > 0 {
		return check(sitting)
	}
	compiler := strictly(sitting.question, modules).WithRewriteTestRules(true)
	if err := compileTests(compiler, modules); err != nil {
		return nil, []error{err}
	}
	sitting.checked = compiler
	if errs := unfitWhenCompiled(modules, compiler); len(errs) > 0 {
		return nil, errs
	}
	if !sitting.question.Coverage {
		return Answer{"tests": runTests(compiler, modules, nil)}, nil
	}
	covered := newCoverage(modules)
	return Answer{"tests": runTests(compiler, modules, covered), "coverage": covered.own.Report(withoutTests(modules)).Files}, nil
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
