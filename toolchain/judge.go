package main

import (
	"context"

	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// judge gives the decision of each input by OPA's own evaluator: null where there is none. What policy.wasm answers can
// be compared with it.
func judge(sitting *Sitting) (Answer, []error) {
	question := sitting.question
	ctx := context.Background()
	query, errs := prepare(ctx, sitting)
	if len(errs) > 0 {
		return nil, errs
	}
	decisions := []any{}
	for _, input := range question.Inputs {
		results, err := query.Eval(ctx, rego.EvalInput(input))
		if err != nil {
			return nil, []error{err}
		}
		var decision any
		if len(results) > 0 {
			decision = results[0].Expressions[0].Value
		}
		decisions = append(decisions, decision)
	}
	return Answer{"decisions": decisions}, nil
}

// prepare makes the one question that is asked of rules ready, with what they read beside their input.
func prepare(ctx context.Context, sitting *Sitting) (rego.PreparedEvalQuery, []error) {
	compiler, errs := sitting.compiled()
	if len(errs) > 0 {
		return rego.PreparedEvalQuery{}, errs
	}
	query, err := rego.New(
		rego.Query("data.brevet.decision.main"),
		rego.Compiler(compiler),
		rego.Store(inmem.NewFromObject(sitting.question.Data)),
		rego.StrictBuiltinErrors(true),
	).PrepareForEval(ctx)
	if err != nil {
		return query, []error{err}
	}
	return query, nil
}
