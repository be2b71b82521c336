package main

import "github.com/open-policy-agent/opa/v1/ast"

// Inspected is one file: its package, and what METADATA says of it.
type Inspected struct {
	File     string           `json:"file"`
	Package  string           `json:"package"`
	Metadata *ast.Annotations `json:"metadata"`
}

// inspect tells what stands in each file but tests, and what they read of an organisation's own data.
func inspect(sitting *Sitting) (Answer, []error) {
	modules, errs := sitting.parsed()
	if len(errs) > 0 {
		return nil, errs
	}
	files := []Inspected{}
	for _, path := range modules.paths {
		if isTest(path) {
			continue
		}
		module := modules.parsed[path]
		file := Inspected{File: path, Package: module.Package.Path.String()}
		for _, said := range module.Annotations {
			if said.Scope == "package" {
				file.Metadata = said
			}
		}
		files = append(files, file)
	}
	return Answer{"files": files, "own_reads": ownReads(modules)}, nil
}
