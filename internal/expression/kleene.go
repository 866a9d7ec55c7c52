package expression

import (
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/parser"
)

// logic is a condition taken apart at its &&, || and !, by which a row is judged
// of which some numbers are absent, in Kleene's three-valued logic: true || unknown
// is true, false && unknown is false, and what is left is unknown.
type logic struct {
	operator    string // && || !; empty for a part that has none
	left, right *logic // right is nil of !
	part        *Expression
}

// logicOf takes a condition apart; nil where it is one part.
func logicOf(text string, columns Columns) (*logic, error) {
	tree, err := parser.Parse(text)
	if err != nil {
		return nil, err
	}
	if operator, _, _ := split(tree.Node); operator == "" {
		return nil, nil
	}
	return logicOfNode(tree.Node, columns)
}

func logicOfNode(node ast.Node, columns Columns) (*logic, error) {
	operator, left, right := split(node)
	if operator == "" {
		part, err := compilePart(node.String(), columns)
		return &logic{part: part}, err
	}
	l := &logic{operator: operator}
	var err error
	if l.left, err = logicOfNode(left, columns); err != nil || right == nil {
		return l, err
	}
	l.right, err = logicOfNode(right, columns)
	return l, err
}

// split gives the operator of a node and what it joins.
func split(node ast.Node) (operator string, left, right ast.Node) {
	switch n := node.(type) {
	case *ast.BinaryNode:
		switch n.Operator {
		case "&&", "and":
			return "&&", n.Left, n.Right
		case "||", "or":
			return "||", n.Left, n.Right
		}
	case *ast.UnaryNode:
		if n.Operator == "!" || n.Operator == "not" {
			return "!", n.Node, nil
		}
	}
	return "", nil, nil
}

func (l *logic) eval(value func(column string) any) (Outcome, error) {
	if l.operator == "" {
		return l.part.Eval(value)
	}
	left, err := l.left.eval(value)
	if err != nil {
		return Unknown, err
	}
	decides := False // alone, whatever the other side says
	switch {
	case l.operator == "!" && left == Unknown:
		return Unknown, nil
	case l.operator == "!":
		return True - left, nil
	case l.operator == "||":
		decides = True
	}
	if left == decides {
		return decides, nil
	}
	right, err := l.right.eval(value)
	if err != nil || right == decides {
		return right, err
	}
	return max(left, right), nil // Unknown if one is, or else both are the same
}

func (l *logic) clone() *logic {
	if l == nil {
		return nil
	}
	c := *l
	c.left, c.right = l.left.clone(), l.right.clone()
	if l.part != nil {
		c.part = l.part.Clone()
	}
	return &c
}
