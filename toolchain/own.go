package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
)

// OwnRead is a place below `data.own` that a rule reads: the names down to it as far as they are known, and the kind of what
// stands in where nothing is there (number, string, boolean, array, object), where the rule says it.
type OwnRead struct {
	Path    []string `json:"path"`
	Default string   `json:"default,omitempty"`
	File    string   `json:"file"`
	Line    int      `json:"line"`
}

var own = ast.Ref{ast.DefaultRootDocument, ast.StringTerm("own")}

// ownReads are all of them, in order of file and place. What a rule hands on as a whole is read as a whole.
func ownReads(modules Modules) []OwnRead {
	reads := []OwnRead{}
	for _, path := range modules.paths {
		if isTest(path) {
			continue
		}
		asked := map[*ast.Term]bool{}
		visitCalls(modules.parsed[path], func(terms []*ast.Term) {
			if len(terms) < 4 || terms[0].String() != "object.get" {
				return
			}
			document, is := terms[1].Value.(ast.Ref)
			if !is || !document.HasPrefix(own) || asked[terms[1]] {
				return
			}
			asked[terms[1]] = true
			keys := append(document[len(own):len(document):len(document)], keysOf(terms[2])...)
			read := OwnRead{Path: namesIn(keys), File: path, Line: terms[1].Location.Row}
			if len(read.Path) == len(keys) {
				read.Default = kindOf(terms[3])
			}
			reads = append(reads, read)
		})
		ast.WalkTerms(modules.parsed[path], func(term *ast.Term) bool {
			ref, is := term.Value.(ast.Ref)
			if is && ref.HasPrefix(own) && !asked[term] {
				reads = append(reads, OwnRead{Path: namesIn(ref[len(own):]), File: path, Line: term.Location.Row})
			}
			return false
		})
	}
	return reads
}

// namesIn are the names that stand there as they are, up to the first that does not.
func namesIn(keys []*ast.Term) []string {
	names := []string{}
	for _, key := range keys {
		name, is := key.Value.(ast.String)
		if !is {
			break
		}
		names = append(names, string(name))
	}
	return names
}

// kindOf is the kind of what is written there; empty where it is null, or worked out.
func kindOf(term *ast.Term) string {
	switch term.Value.(type) {
	case ast.Number:
		return "number"
	case ast.String:
		return "string"
	case ast.Boolean:
		return "boolean"
	case *ast.Array:
		return "array"
	case ast.Object:
		return "object"
	default:
		return ""
	}
}
