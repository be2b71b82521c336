package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// check finds what `opa check --strict` finds, rules that read what they must not, and rules that nobody would hear.
func check(sitting *Sitting) (Answer, []error) {
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	unheard := append(strangersIn(sitting.question, modules), saysNothing(modules)...)
	compiler, errs := sitting.compiled()
	if len(errs) > 0 {
		return nil, append(unheard, errs...)
	}
	return nil, append(unheard, unfitWhenCompiled(modules, compiler)...)
}

// unfitWhenCompiled finds what only shows once every name is written in full and every type is known.
func unfitWhenCompiled(modules Modules, compiler *ast.Compiler) []error {
	return slices.Concat(saysOtherwise(modules, compiler), unknownNames(modules, compiler), ungathered(modules, compiler))
}

func strangersIn(question Question, modules Modules) []error {
	return slices.Concat(readsOfStrangers(question, modules), unknownLookups(question, modules), neverBetween(question, modules))
}

// strictly is a compiler that has yet to compile.
func strictly(question Question, modules Modules) *ast.Compiler {
	compiler := ast.NewCompiler().
		SetErrorLimit(0).
		WithCapabilities(modules.capabilities).
		WithSchemas(schemas(question)).
		WithEnablePrintStatements(true).
		WithStrict(true).
		WithUseTypeCheckAnnotations(true)
	if !slices.ContainsFunc(question.Commands, isEvaluating) {
		compiler = compiler.WithSkipStages(ast.StageBuildRuleIndices, ast.StageBuildComprehensionIndices)
	}
	return withDataTypes(compiler, question)
}

// isEvaluating tells whether a command has OPA's own evaluator run the rules, which finds them by its indices.
func isEvaluating(command string) bool {
	return slices.Contains([]string{"judge", "test", "trace"}, command)
}

func schemas(question Question) *ast.SchemaSet {
	set := ast.NewSchemaSet()
	if question.InputSchema != nil {
		set.Put(ast.SchemaRootRef, question.InputSchema)
	}
	for root, schema := range question.DataSchemas {
		set.Put(schemaOf(root), schema)
	}
	return set
}

func schemaOf(root string) ast.Ref {
	return ast.SchemaRootRef.Append(ast.StringTerm(root))
}

// readsOfStrangers are references to data that nobody promised. Tests may bring what they like.
func readsOfStrangers(question Question, modules Modules) []error {
	if len(question.DataRoots) == 0 {
		return nil
	}
	var errs []error
	for _, path := range modules.paths {
		if isTest(path) {
			continue
		}
		ast.WalkRefs(modules.parsed[path], func(ref ast.Ref) bool {
			if !ref[0].Equal(ast.DefaultRootDocument) {
				return false
			}
			if len(ref) > 1 {
				if root, ok := ref[1].Value.(ast.String); ok && isPromised(question.DataRoots, path, string(root)) {
					return false
				}
			}
			at := ref[0].Location
			message := fmt.Sprintf("rules here may not read %v", ref)
			errs = append(errs, ast.NewError("rego_data_error", at, "%s", message))
			return false
		})
	}
	return errs
}

// isPromised tells whether a file may read that document: an organisation's own data is for its own rules.
func isPromised(roots []string, path, root string) bool {
	if root == "own" && !strings.HasPrefix(path, "own/") {
		return false
	}
	return slices.Contains(roots, root)
}
