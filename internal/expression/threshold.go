package expression

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/expr-lang/expr/ast"
)

// Threshold is a place of a condition where a column is compared with a number.
type Threshold struct {
	Column   string
	Operator string // < <= > >=, with the column on the left
	Value    float64

	comparison, number span
}

// span is a part of a text, in runes.
type span struct{ from, to int }

var flipped = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<="}

// Holds says whether a value of the column satisfies the comparison with
// another number in place of its own.
func (t Threshold) Holds(value, number float64) bool {
	switch t.Operator {
	case "<":
		return value < number
	case "<=":
		return value <= number
	case ">":
		return value > number
	}
	return value >= number
}

// Above says that what is greater satisfies the comparison.
func (t Threshold) Above() bool { return t.Operator[0] == '>' }

// Thresholds are the comparisons of a column with a number, as written from
// left to right.
func (e *Expression) Thresholds() []Threshold { return slices.Clone(e.thresholds) }

// Decided is the condition with the comparison taken as true or false.
func (e *Expression) Decided(t Threshold, as bool) string {
	return e.replaced(t.comparison, strconv.FormatBool(as))
}

// Moved is the condition with another number in the place of t's.
func (e *Expression) Moved(t Threshold, number float64) string {
	return e.replaced(t.number, strconv.FormatFloat(number, 'f', -1, 64))
}

func (e *Expression) replaced(s span, with string) string {
	runes := []rune(e.text)
	return string(runes[:s.from]) + with + string(runes[s.to:])
}

// visitComparison notes a comparison of a column with a number.
func (e *Expression) visitComparison(n *ast.BinaryNode) {
	operator, left, right := n.Operator, n.Left, n.Right
	if flipped[operator] == "" {
		return
	}
	if _, reversed := right.(*ast.IdentifierNode); reversed {
		operator, left, right = flipped[operator], right, left
	}
	column, ok := left.(*ast.IdentifierNode)
	value, number, isNumber := numberOf(right)
	if !ok || !isNumber {
		return
	}
	at := column.Location()
	t := Threshold{Column: column.Value, Operator: operator, Value: value, number: number,
		comparison: span{min(at.From, number.from), max(at.To, number.to)}}
	if !slices.ContainsFunc(e.thresholds, func(o Threshold) bool { return o.comparison == t.comparison }) {
		e.thresholds = append(e.thresholds, t)
		slices.SortFunc(e.thresholds, func(a, b Threshold) int { return cmp.Compare(a.comparison.from, b.comparison.from) })
	}
}

func numberOf(node ast.Node) (value float64, at span, ok bool) {
	l := node.Location()
	switch n := node.(type) {
	case *ast.IntegerNode:
		return float64(n.Value), span{l.From, l.To}, true
	case *ast.FloatNode:
		return n.Value, span{l.From, l.To}, true
	case *ast.UnaryNode:
		value, at, ok := numberOf(n.Node)
		if n.Operator != "-" {
			return 0, span{}, false
		}
		return -value, span{l.From, at.to}, ok
	}
	return 0, span{}, false
}
