package main

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// ungathered finds what a rule says and no decision takes: a rule that was written beside the list of those of the pack, or whose
// lines went from it. A rule is considered, and each thing that it says is gathered.
func ungathered(modules Modules, compiler *ast.Compiler) []error {
	considered, taken, decides := gatheredBy(modules, compiler)
	if !decides {
		return nil
	}
	var errs []error
	seen := map[string]bool{}
	for _, path := range modules.paths {
		module := modules.parsed[path]
		rule, isRule := ruleName(module)
		if !isRule || isTest(path) {
			continue
		}
		for _, each := range module.Rules {
			says := each.Head.Name.String()
			name := append(slices.Clone(module.Package.Path), ast.StringTerm(says))
			if !slices.Contains(gathered, says) || seen[name.String()] {
				continue
			}
			seen[name.String()] = true
			isOwn := strings.HasPrefix(rule, "own.")
			if taken.has(name) && (isOwn || considered.has(name)) {
				continue
			}
			err := ast.NewError("rego_says_error", each.Location, "no decision takes the %s of %s", says, rule)
			if !isOwn {
				err.Details = toAdd(linesFor(rule, says))
			}
			errs = append(errs, err)
		}
	}
	return errs
}

type refs []ast.Ref

// has tells whether one of them is of that name, or of all that it is among.
func (refs refs) has(name ast.Ref) bool {
	return slices.ContainsFunc(refs, func(ref ast.Ref) bool {
		if len(ref) < len(name) {
			return false
		}
		for at, part := range name {
			_, isVar := ref[at].Value.(ast.Var)
			if !ref[at].Equal(part) && (at == 0 || !isVar) {
				return false
			}
		}
		return true
	})
}

// gatheredBy are the references of the decision to rules: by which it says that it considered one, and by which it takes what one
// says.
func gatheredBy(modules Modules, compiler *ast.Compiler) (considered, taken refs, decides bool) {
	for _, path := range modules.paths {
		module := compiler.Modules[path]
		if isTest(path) || module.Package.Path.String() != "data.brevet.decision" {
			continue
		}
		decides = true
		for _, rule := range module.Rules {
			visitRefs(rule, nil, nil, func(ref ast.Ref, _ *ast.Location) {
				if rule.Head.Name == "_considered" {
					considered = append(considered, ref)
				} else {
					taken = append(taken, ref)
				}
			})
		}
	}
	return considered, taken, decides
}

// linesFor are what the list of the pack says of such a rule.
func linesFor(rule, says string) []string {
	ref := "data.brevet.rules." + rule + "." + says
	gathers := "_reasons contains _as(\"" + says + "\", reason) if some reason in " + ref
	if set, is := sets[says]; is {
		gathers = set + " contains " + says + " if some " + says + " in " + ref
	}
	return []string{gathers, "_considered contains \"" + rule + "\" if " + ref}
}

var sets = map[string]string{"stage": "_stages", "bound": "_bounds", "obligation": "_obligations"}

// toAdd are lines that are to be written.
type toAdd []string

// Lines are for people; here nobody asks.
func (toAdd) Lines() []string { return nil }
