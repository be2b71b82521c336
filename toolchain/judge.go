package main

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// judge gives the decision of each input by OPA's own evaluator: null where there is none. What policy.wasm answers can
// be compared with it.
func judge(question Question) Answer {
	modules, errs := parse(question)
	if len(errs) > 0 {
		return failed(errs...)
	}
	ctx := context.Background()
	query, err := prepare(ctx, modules, question.Data)
	if err != nil {
		return failed(err)
	}
	decisions := []any{}
	for _, input := range question.Inputs {
		results, err := query.Eval(ctx, rego.EvalInput(input))
		if err != nil {
			return failed(err)
		}
		var decision any
		if len(results) > 0 {
			decision = results[0].Expressions[0].Value
		}
		decisions = append(decisions, decision)
	}
	return Answer{"problems": []Problem{}, "decisions": decisions}
}

// prepare makes the one question that is asked of rules ready, with what they read beside their input.
func prepare(ctx context.Context, modules Modules, data map[string]any) (rego.PreparedEvalQuery, error) {
	compiler := ast.NewCompiler().WithCapabilities(modules.capabilities)
	if compiler.Compile(modules.parsed); compiler.Failed() {
		return rego.PreparedEvalQuery{}, compiler.Errors
	}
	return rego.New(
		rego.Query("data.brevet.decision.main"),
		rego.Compiler(compiler),
		rego.Store(inmem.NewFromObject(data)),
		rego.StrictBuiltinErrors(true),
	).PrepareForEval(ctx)
}
