package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// unknownNames are references below data.brevet to what no file says. Nothing else looks them up: where they are read they
// are undefined for ever, which behind `not` is a yes, and of a helper a plain no.
func unknownNames(modules Modules, compiler *ast.Compiler) []error {
	rules, all := &names{}, &names{}
	for _, path := range modules.paths {
		all.add(modules.parsed[path])
		if !isTest(path) {
			rules.add(modules.parsed[path])
		}
	}
	var errs []error
	seen := map[string]bool{} // one place may be compiled to several steps
	for _, path := range modules.paths {
		known := rules // tests are left out where requests are judged
		if isTest(path) {
			known = all
		}
		visitRefs(compiler.Modules[path], modules.parsed[path].Package.Location, nil, func(ref ast.Ref, at *ast.Location) {
			if !ref.HasPrefix(brevet) {
				return
			}
			depth, has := known.lacks(ref, 0)
			if depth == 0 {
				return
			}
			missing := strings.Trim(ref[depth].String(), `"`)
			err := ast.NewError(ast.TypeErr, at, "there is no %s in %v", missing, ref[:depth])
			err.Details = &oneOf{missing, has}
			if place := fmt.Sprint(placeOf(at), err.Message); !seen[place] {
				seen[place] = true
				errs = append(errs, err)
			}
		})
	}
	return errs
}

var brevet = ast.Ref{ast.DefaultRootDocument, ast.StringTerm("brevet")}

// absent are the folders that may be empty, which who gathers what stands in them cannot know.
var absent = []string{"rules", "own", "invariants"}

// names are packages and rules, as they stand below `data`.
type names struct {
	below map[string]*names
	// isRule: what comes below is a value.
	isRule bool
}

func (tree *names) add(module *ast.Module) {
	tree.at(module.Package.Path)
	for _, rule := range module.Rules {
		tree.at(append(slices.Clone(module.Package.Path), rule.Head.Ref().GroundPrefix()...)).isRule = true
	}
}

// at is the place of a name, which is made where there is none yet.
func (tree *names) at(name ast.Ref) *names {
	for _, part := range name[1:] {
		text, is := part.Value.(ast.String)
		if head, isVar := part.Value.(ast.Var); isVar {
			text, is = ast.String(head), true
		}
		if !is {
			tree.isRule = true
			return tree
		}
		next := tree.below[string(text)]
		if next == nil {
			next = &names{}
			if tree.below == nil {
				tree.below = map[string]*names{}
			}
			tree.below[string(text)] = next
		}
		tree = next
	}
	return tree
}

// lacks tells which part of a reference is not there, and what is there in its place; 0: it is there. from: the part that names
// this place.
func (tree *names) lacks(ref ast.Ref, from int) (int, []string) {
	next := from + 1
	if tree.isRule || next == len(ref) {
		return 0, nil
	}
	name, isName := ref[next].Value.(ast.String)
	if isName && tree.below[string(name)] != nil {
		return tree.below[string(name)].lacks(ref, next)
	}
	if isName && from == 1 && slices.Contains(absent, string(name)) {
		return 0, nil
	}
	if isName {
		has := []string{}
		for other := range tree.below {
			if !strings.HasPrefix(other, "_") || strings.HasPrefix(string(name), "_") {
				has = append(has, other)
			}
		}
		slices.Sort(has)
		return next, has
	}
	return tree.anyLacks(ref, next)
}

// anyLacks is the same where a variable stands for every name. A word that a decision gathers need be said by nobody.
func (tree *names) anyLacks(ref ast.Ref, next int) (int, []string) {
	deepest, has := 0, []string{}
	for _, each := range tree.below {
		depth, others := each.lacks(ref, next)
		if depth == 0 {
			return 0, nil
		}
		if word, is := ref[depth].Value.(ast.String); is && slices.Contains(gathered, string(word)) {
			return 0, nil
		}
		deepest = max(deepest, depth)
		has = append(has, others...)
	}
	slices.Sort(has)
	return deepest, slices.Compact(has)
}

// visitRefs visits what is read, each with its place or the nearest around it, but for what stands below something that `with`
// puts in its place.
func visitRefs(node any, near *ast.Location, replaced []ast.Ref, visit func(ast.Ref, *ast.Location)) {
	ast.NewGenericVisitor(func(x any) bool {
		switch value := x.(type) {
		case *ast.Rule:
			near = cmp.Or(value.Location, near)
		case *ast.Expr:
			near = cmp.Or(value.Location, near)
			if len(value.With) == 0 {
				return false
			}
			within := slices.Clone(replaced)
			for _, with := range value.With {
				visitRefs(with.Value, near, replaced, visit)
				if target, is := with.Target.Value.(ast.Ref); is {
					within = append(within, target)
				}
			}
			alone := *value
			alone.With = nil
			visitRefs(&alone, near, within, visit)
			return true
		case *ast.Term:
			ref, is := value.Value.(ast.Ref)
			if is && !slices.ContainsFunc(replaced, func(target ast.Ref) bool { return ref.HasPrefix(target) }) {
				visit(ref, cmp.Or(value.Location, near))
			}
		}
		return false
	}).Walk(node)
}
