package main

import "github.com/open-policy-agent/opa/v1/ast"

// globalsOf are the names that mean the same everywhere in a module.
func globalsOf(module *ast.Module) map[ast.Var]bool {
	globals := map[ast.Var]bool{"input": true, "data": true}
	for _, imported := range module.Imports {
		globals[imported.Name()] = true
	}
	for _, rule := range module.Rules {
		if name, is := rule.Head.Ref()[0].Value.(ast.Var); is {
			globals[name] = true
		}
	}
	return globals
}

// walk visits what is evaluated as part of a node: what a comprehension or `every` does inside is its own affair.
func walk(node any, visit func(any)) {
	ast.NewGenericVisitor(func(x any) bool {
		switch value := x.(type) {
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension:
			return true
		case *ast.Every:
			walk(value.Domain, visit)
			return true
		case ast.Call:
			visit(value)
			for _, argument := range value[1:] {
				walk(argument, visit)
			}
			return true
		default:
			visit(x)
			return false
		}
	}).Walk(node)
}

// addVars adds the variables of a node.
func addVars(node any, vars map[ast.Var]bool) {
	walk(node, func(x any) {
		if name, is := x.(ast.Var); is {
			vars[name] = true
		}
	})
}

// isKnown tells whether everything in a term has a value before its step is taken.
func isKnown(term *ast.Term, globals, bound map[ast.Var]bool) bool {
	vars := map[ast.Var]bool{}
	addVars(term, vars)
	for name := range vars {
		if !globals[name] && !bound[name] {
			return false
		}
	}
	return true
}

// mayBeUndefined tells whether a term reads anything at all.
func mayBeUndefined(term *ast.Term, globals map[ast.Var]bool) bool {
	found := false
	walk(term, func(x any) {
		switch value := x.(type) {
		case ast.Ref, ast.Call:
			found = true
		case ast.Var:
			found = found || globals[value]
		}
	})
	return found
}
