package main

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// formatted gives the files that `opa fmt` would write otherwise.
func formatted(sitting *Sitting) (Answer, []error) {
	files := sitting.question.Files
	changed := map[string]string{}
	var errs []error
	for _, path := range slices.Sorted(maps.Keys(files)) {
		text := files[path]
		written, err := format.SourceWithOpts(path, []byte(text), format.Opts{RegoVersion: ast.RegoV1})
		if err != nil {
			errs = append(errs, err)
		} else if string(written) != text {
			changed[path] = string(written)
		}
	}
	return Answer{"changed": changed}, errs
}
