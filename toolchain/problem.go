package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Problem is one thing that is wrong, at its place.
type Problem struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	// Name is what is not there, and OneOf what is there in its place.
	Name  string   `json:"name,omitempty"`
	OneOf []string `json:"one_of,omitempty"`
	// Text is the line, where the message says nothing of what stands there; Detail what OPA says beside.
	Text   string `json:"text,omitempty"`
	Detail string `json:"detail,omitempty"`
	// Add are the lines that would make it right.
	Add []string `json:"add,omitempty"`
}

func failed(errs ...error) Answer {
	found := []Problem{}
	for _, err := range errs {
		found = append(found, toProblems(err)...)
	}
	slices.SortStableFunc(found, func(a, b Problem) int {
		if a.File != b.File {
			return strings.Compare(a.File, b.File)
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return Answer{"problems": found}
}

func toProblems(err error) []Problem {
	var several ast.Errors
	if errors.As(err, &several) {
		found := []Problem{}
		for _, one := range several {
			found = append(found, toProblem(one))
		}
		return found
	}
	var one *ast.Error
	if errors.As(err, &one) {
		return []Problem{toProblem(one)}
	}
	return []Problem{{Code: "error", Message: err.Error()}}
}

func toProblem(err *ast.Error) Problem {
	found := Problem{Code: err.Code, Message: err.Message}
	if at := err.Location; at != nil {
		found.File, found.Line, found.Column = at.File, at.Row, at.Col
	}
	switch details := err.Details.(type) {
	case *ast.RefErrInvalidDetail:
		for _, value := range details.OneOf {
			if name, ok := value.(ast.String); ok {
				found.OneOf = append(found.OneOf, string(name))
			}
		}
		if details.Pos < len(details.Ref) {
			found.Name = strings.Trim(details.Ref[details.Pos].String(), `"`)
		}
	case *oneOf:
		found.Name, found.OneOf = details.name, details.known
	case toAdd:
		found.Add = details
	case *ast.ParserErrorDetail:
		found.Text = strings.TrimSpace(details.Line)
	case *ast.UnificationErrDetail, *ast.ArgErrDetail:
		found.Detail = strings.Join(details.(ast.ErrorDetails).Lines(), "; ")
	}
	return found
}
