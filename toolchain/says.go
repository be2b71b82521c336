package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// saysNothing finds what stands in a rule's package and is heard by nobody: a name that is none of those which a decision
// gathers and that no rule uses, and a gathered one that is no set. What such a rule would deny, nothing would.
func saysNothing(modules Modules) []error {
	var errs []error
	used := sync.OnceValue(func() map[string]bool { return usedNames(modules) }) // few rules have to be looked up
	for _, path := range modules.paths {
		module := modules.parsed[path]
		rule, isRule := ruleName(module)
		if !isRule || isTest(path) {
			continue
		}
		isHeard := false
		for _, each := range module.Rules {
			name := string(each.Head.Ref()[0].Value.(ast.Var))
			isGathered := slices.Contains(gathered, name)
			isHeard = isHeard || !strings.HasPrefix(name, "_")
			switch {
			case isGathered && (each.Default || len(each.Head.Ref()) > 1 || each.Head.DocKind() != ast.PartialSetDoc):
				errs = append(errs, saysError(each.Location, "%s is no set here, so nothing of it is heard", name))
			case !isGathered && !strings.HasPrefix(name, "_") && !used()[module.Package.Path.String()+"."+name]:
				err := saysError(each.Location, "nothing asks a rule for %s", name)
				err.Details = &oneOf{name, gathered}
				errs = append(errs, err)
			}
		}
		if !isHeard {
			errs = append(errs, saysError(module.Package.Location, "%s says nothing", rule))
		}
	}
	return errs
}

// usedNames are the rules that some rule refers to, in full.
func usedNames(modules Modules) map[string]bool {
	used := map[string]bool{}
	for _, path := range modules.paths {
		if isTest(path) {
			continue
		}
		module := modules.parsed[path]
		imported := map[ast.Var]ast.Ref{}
		for _, each := range module.Imports {
			if from, is := each.Path.Value.(ast.Ref); is {
				imported[each.Name()] = from
			}
		}
		add := func(ref ast.Ref) {
			if head, is := ref[0].Value.(ast.Var); is && imported[head] != nil {
				ref = append(slices.Clone(imported[head]), ref[1:]...)
			}
			for length := 1; length <= len(ref); length++ {
				used[ref[:length].String()] = true
			}
		}
		own := func(name ast.Value) { used[module.Package.Path.String()+"."+name.String()] = true }
		for _, rule := range module.Rules {
			visit := func(node any) bool {
				switch value := node.(type) {
				case ast.Ref:
					add(value)
				case ast.Var:
					own(value)
				}
				return false
			}
			for each := rule; each != nil; each = each.Else {
				visitor := ast.NewGenericVisitor(visit)
				visitor.Walk(each.Body)
				for _, part := range append(slices.Clone(each.Head.Args), each.Head.Key, each.Head.Value) {
					if part != nil {
						visitor.Walk(part)
					}
				}
			}
		}
	}
	return used
}

// saysOtherwise finds what a rule says in another form than a decision takes, as far as its type tells.
func saysOtherwise(modules Modules, compiler *ast.Compiler) []error {
	var errs []error
	for _, path := range modules.paths {
		module := modules.parsed[path]
		if _, isRule := ruleName(module); !isRule || isTest(path) {
			continue
		}
		seen := map[string]bool{}
		for _, rule := range module.Rules {
			name := rule.Head.Name.String()
			if seen[name] || !slices.Contains(gathered, name) {
				continue
			}
			seen[name] = true
			said, is := compiler.TypeEnv.GetByRef(module.Package.Path.Append(ast.StringTerm(name))).(*types.Set)
			if !is {
				continue
			}
			if fault := formFault(name, said.Of()); fault != "" {
				errs = append(errs, saysError(rule.Location, "%s %s", name, fault))
			}
		}
	}
	return errs
}

// form is what something said has to have, and may have.
type form struct {
	must, may []string
	numbers   bool
	any       bool // of what it may have at least one
}

var forms = map[string]form{
	"deny":       {must: []string{"code", "facts", "field"}},
	"warn":       {must: []string{"code", "facts", "field"}},
	"info":       {must: []string{"code", "facts", "field"}},
	"stage":      {must: []string{"name", "count", "from", "need", "because"}, may: []string{"max_age"}},
	"bound":      {may: []string{"max", "not_after"}, numbers: true, any: true},
	"obligation": {must: []string{"kind"}, may: []string{"to", "within", "from", "values"}},
}

func formFault(name string, said types.Type) string {
	switch value := said.(type) {
	case types.Any:
		for _, one := range value {
			if fault := formFault(name, one); fault != "" {
				return fault
			}
		}
		return ""
	case *types.Object:
		return keysFault(forms[name], value)
	default:
		return fmt.Sprintf("says %s, which is no object", plainly(said))
	}
}

func keysFault(form form, said *types.Object) string {
	isOpen := said.DynamicProperties() != nil
	known := append(slices.Clone(form.must), form.may...)
	has := []string{}
	for _, property := range said.StaticProperties() {
		key, is := property.Key.(string)
		if !is || !slices.Contains(known, key) {
			return fmt.Sprintf("says %v, which is none of %s", property.Key, strings.Join(known, ", "))
		}
		if form.numbers && !mayBeNumber(property.Value) {
			return fmt.Sprintf("says %s as %s, which is no number of seconds", key, plainly(property.Value))
		}
		has = append(has, key)
	}
	if isOpen {
		return ""
	}
	for _, key := range form.must {
		if !slices.Contains(has, key) {
			return "says no " + key
		}
	}
	if form.any && len(has) == 0 {
		return "says none of " + strings.Join(known, ", ")
	}
	return ""
}

func mayBeNumber(said types.Type) bool {
	switch value := said.(type) {
	case types.Number:
		return true
	case types.Any:
		return len(value) == 0 || slices.ContainsFunc(value, mayBeNumber)
	default:
		return false
	}
}

// plainly is a type without what stands in it.
func plainly(said types.Type) string {
	name, _, _ := strings.Cut(types.Sprint(said), "[")
	name, _, _ = strings.Cut(name, "<")
	return map[string]string{
		"any":     "one of several things",
		"array":   "a list",
		"boolean": "true or false",
		"null":    "null",
		"number":  "a number",
		"object":  "an object",
		"set":     "a set",
		"string":  "a text",
	}[name]
}

func saysError(at *ast.Location, format string, values ...any) *ast.Error {
	return ast.NewError("rego_says_error", at, format, values...)
}

// oneOf is what a name may have been meant to be.
type oneOf struct {
	name  string
	known []string
}

// Lines are for people; here nobody asks.
func (one *oneOf) Lines() []string { return nil }
