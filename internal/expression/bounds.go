package expression

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/expr-lang/expr/ast"
)

// Bounds of a condition, so that judging a row takes bounded time and memory
// whatever the condition says. Honest ones are far below them.
const (
	mostBytes   = 64 << 10 // of its text
	mostSteps   = 1 << 20  // turns of any, all, filter, …, for one row
	mostGrowing = 8        // places that put texts together: each may double one
)

// growing are functions of the language that make much out of little, without
// a bound. A condition about columns has no use for them.
var growing = []string{"reduce", "repeat", "replace", "join", "toJSON", "toBase64"}

// Names that no text can use, for they have a blank.
const (
	turn    = "count turn"
	counter = "turns so far"
)

var errSteps = fmt.Errorf("it takes more than %d steps for one row: ask it of shorter lists", mostSteps)

// outOfBounds is an error for a condition that could take any amount of memory.
func (e *Expression) outOfBounds() error {
	if e.refused != "" {
		return fmt.Errorf("the condition %q uses %s, which conditions do not have: its result may be of any size", clipped(e.text), e.refused)
	}
	if e.growing > mostGrowing {
		return fmt.Errorf("the condition %q puts texts together in %d places, and may in %d: compare their parts instead", clipped(e.text), e.growing, mostGrowing)
	}
	return nil
}

func countTurn(params ...any) (any, error) {
	steps, ok := params[0].(*int)
	if !ok {
		return nil, errors.New("there is no counter of turns")
	}
	if *steps++; *steps > mostSteps {
		return nil, errSteps
	}
	return true, nil
}

// counted makes the body of any, all, filter, … count its turns.
func counted(n *ast.PredicateNode) {
	count := &ast.CallNode{Callee: &ast.IdentifierNode{Value: turn}, Arguments: []ast.Node{&ast.IdentifierNode{Value: counter}}}
	body := &ast.SequenceNode{Nodes: []ast.Node{count, n.Node}}
	count.SetLocation(n.Node.Location())
	body.SetLocation(n.Node.Location())
	n.Node = body
}

// grows says whether a node makes a text out of several.
func grows(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.BinaryNode:
		return n.Operator == "+" && !(isNumber(n.Left) && isNumber(n.Right))
	case *ast.BuiltinNode:
		return n.Name == "string"
	}
	return false
}

func isNumber(node ast.Node) bool {
	t := node.Type()
	return t != nil && (t.Kind() == reflect.Int || t.Kind() == reflect.Float64)
}

// clipped is a text, or its beginning if it is long.
func clipped(text string) string {
	const most = 200
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}
