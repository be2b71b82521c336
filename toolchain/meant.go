package main

import (
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// meant is what the names of a rule stand for, where that is a part of a document.
type meant map[ast.Var]ast.Ref

// meantIn knows imports, `some one in …` and `one := …`. What is named twice in a rule is not known.
func meantIn(module *ast.Module, rule *ast.Rule) meant {
	known, taken := meant{}, map[ast.Var]bool{}
	name := func(term *ast.Term, ref ast.Ref) {
		if of, is := term.Value.(ast.Var); is {
			if known[of] = ref; taken[of] {
				delete(known, of)
			}
			taken[of] = true
		}
	}
	for _, each := range module.Imports {
		if from, is := each.Path.Value.(ast.Ref); is {
			known[each.Name()], taken[each.Name()] = from, true
		}
	}
	for _, argument := range rule.Head.Args {
		addVars(argument, taken)
		maps.DeleteFunc(known, func(of ast.Var, _ ast.Ref) bool { return argument.Value.Compare(of) == 0 })
	}
	ast.WalkExprs(rule, func(expr *ast.Expr) bool {
		switch terms := expr.Terms.(type) {
		case []*ast.Term:
			if expr.IsAssignment() {
				name(terms[1], known.full(terms[2]))
			}
		case *ast.SomeDecl:
			if call, is := terms.Symbols[0].Value.(ast.Call); is {
				name(call[len(call)-2], append(slices.Clone(known.full(call[len(call)-1])), ast.VarTerm("_")))
				break
			}
			for _, each := range terms.Symbols {
				name(each, nil)
			}
		case *ast.Every:
			if terms.Value != nil {
				name(terms.Value, append(slices.Clone(known.full(terms.Domain)), ast.VarTerm("_")))
			}
		}
		return false
	})
	return known
}

// full is a term with its first name replaced by what that stands for; nil where it is no reference.
func (known meant) full(term *ast.Term) ast.Ref {
	var ref ast.Ref
	switch value := term.Value.(type) {
	case ast.Ref:
		ref = value
	case ast.Var:
		ref = ast.Ref{term}
	default:
		return nil
	}
	head, is := ref[0].Value.(ast.Var)
	if is && len(known[head]) > 0 {
		return append(slices.Clone(known[head]), ref[1:]...)
	}
	return ref
}
