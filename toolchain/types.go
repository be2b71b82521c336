package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// withDataTypes tells the type checker the shape of each document below `data`. METADATA of a package above all others could
// say so too, but would be looked up for each rule among all that there is below `data`. So the checker starts from what it
// knows once it has checked rules that stand for those documents.
func withDataTypes(compiler *ast.Compiler, question Question) *ast.Compiler {
	if len(question.DataSchemas) == 0 {
		return compiler
	}
	return compiler.WithStageAfterID(ast.StageCheckRecursion, ast.CompilerStageDefinition{
		Name:       "AddDataTypes",
		MetricName: "add_data_types",
		Stage: func(compiler *ast.Compiler) *ast.Error {
			known, err := dataTypes(question, compiler.Capabilities())
			if err != nil {
				return ast.NewError(ast.CompileErr, nil, "%v", err)
			}
			compiler.TypeEnv = known
			return nil
		},
	})
}

func dataTypes(question Question, capabilities *ast.Capabilities) (*ast.TypeEnv, error) {
	text := &strings.Builder{}
	text.WriteString("package documents\n")
	for _, root := range slices.Sorted(maps.Keys(question.DataSchemas)) {
		fmt.Fprintf(text, "\n# METADATA\n# schemas:\n#   - input: %s\n%s := input\n", schemaOf(root), root)
	}
	module, err := ast.ParseModuleWithOpts("documents.rego", text.String(), ast.ParserOptions{
		ProcessAnnotation: true,
		RegoVersion:       ast.RegoV1,
	})
	if err != nil {
		return nil, err
	}
	module.Package.Path = ast.Ref{ast.DefaultRootDocument} // so that they stand right below `data`
	compiler := ast.NewCompiler().
		WithCapabilities(capabilities).
		WithSchemas(schemas(question)).
		WithUseTypeCheckAnnotations(true)
	if compiler.Compile(map[string]*ast.Module{"documents.rego": module}); compiler.Failed() {
		return nil, compiler.Errors
	}
	return compiler.TypeEnv, nil
}
