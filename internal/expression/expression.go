// Package expression is the one language of rules and of --where: conditions
// over the columns of the tables, such as
//
//	text_area > 0.15 && !("comic" in tags_general)
//
// It is the only home of expr-lang (https://expr-lang.org/docs/language-definition).
// A number that was not measured is null, and makes a condition unknown,
// neither true nor false, unless the condition says what to do about it, by
// known(x) or by x ?? 0.
package expression

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/vm"

	"github.com/winnow-data/winnow/internal/registry"
)

// Kind is the type of a column in expressions.
type Kind string

const (
	Number  Kind = "number"  // float64, or nil where there is none
	Integer Kind = "integer" // int, or nil where there is none
	Text    Kind = "text"    // string; empty where there is none
	Truth   Kind = "truth"   // bool
	List    Kind = "list"    // []string
)

func (k Kind) example() any {
	switch k {
	case Number:
		return float64(0)
	case Integer:
		return 0
	case Text:
		return ""
	case Truth:
		return false
	case List:
		return []string{}
	}
	panic("expression: no such kind: " + string(k))
}

// Columns are the names that an expression may use, with their types.
type Columns map[string]Kind

// Outcome is what a condition says of a row.
type Outcome int

const (
	False Outcome = iota
	True
	Unknown // a number that it needs is null
)

// Expression is a compiled condition. It is not safe for concurrent use; Clone
// gives another goroutine its own.
type Expression struct {
	text    string
	program *vm.Program
	columns []string
	guarded map[string]bool // columns whose null the text speaks of
	locals  map[string]bool // names that the text itself declares
	env     map[string]any
	machine vm.VM
	parts   *logic // nil for one part

	thresholds []Threshold

	steps   int    // of the row that is judged
	growing int    // places that put texts together
	refused string // a function that conditions do not have
}

// Compile checks text against the columns. Its error shows the place of the
// mistake, and for an unknown name the nearest known ones.
//
// Of a row that lacks numbers, a condition is what its other parts say wherever
// they decide: of height < 100 || blur > 3, true for a low picture of unknown blur.
func Compile(text string, columns Columns) (*Expression, error) {
	e, err := compilePart(text, columns)
	if err != nil {
		return nil, err
	}
	if e.parts, err = logicOf(text, columns); err != nil {
		return nil, fmt.Errorf("take %q apart: %w", clipped(text), err)
	}
	return e, nil
}

// compilePart is Compile without what is joined by && and ||.
func compilePart(text string, columns Columns) (*Expression, error) {
	return compile(text, columns, expr.AsBool())
}

// CompileText is Compile for an expression that gives a text, such as
// `year < 2010 ? 'old' : 'new'`; its values are read by EvalText.
func CompileText(text string, columns Columns) (*Expression, error) {
	return compile(text, columns, expr.AsKind(reflect.String))
}

func compile(text string, columns Columns, as expr.Option) (*Expression, error) {
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("the condition is empty")
	}
	if len(text) > mostBytes {
		return nil, fmt.Errorf("the condition %q has %d bytes, and may have %d: split it into several rules", clipped(text), len(text), mostBytes)
	}
	e := &Expression{text: text, guarded: map[string]bool{}, locals: map[string]bool{}, env: map[string]any{}}
	env := map[string]any{counter: new(int)}
	for name, kind := range columns {
		env[name] = kind.example()
	}
	program, err := expr.Compile(text, expr.Env(env), as, expr.Patch(e),
		expr.Function("known", known, new(func(any) bool)),
		expr.Function("over", over, new(func(float64, float64) float64), new(func(int, int) float64), new(func(float64, int) float64), new(func(int, float64) float64)),
		expr.Operator("/", "over"),
		expr.Function(turn, countTurn, new(func(*int) bool)))
	if err != nil {
		return nil, explain(err, text, columns)
	}
	if err := e.outOfBounds(); err != nil {
		return nil, err
	}
	e.program = program
	slices.Sort(e.columns)
	e.columns = slices.Compact(e.columns)
	e.thresholds = slices.DeleteFunc(e.thresholds, func(t Threshold) bool { return e.locals[t.Column] })
	for _, name := range e.columns {
		if _, ok := columns[name]; !ok {
			return nil, fmt.Errorf("unknown name %s in %q\n%s", name, text, nearest(name, columns))
		}
	}
	return e, nil
}

// known says whether a value is there.
func known(params ...any) (any, error) { return params[0] != nil, nil }

// over divides. What is divided by nothing is no number: a condition on it is
// unknown, as on one that was not measured.
func over(params ...any) (any, error) {
	by := float(params[1])
	if by == 0 {
		return nil, errZero
	}
	return float(params[0]) / by, nil
}

var errZero = errors.New("division by zero")

func float(v any) float64 {
	if n, ok := v.(int); ok {
		return float64(n)
	}
	return v.(float64)
}

// Visit notes the columns of the expression while it is compiled.
func (e *Expression) Visit(node *ast.Node) {
	if grows(*node) {
		e.growing++
	}
	switch n := (*node).(type) {
	case *ast.IdentifierNode:
		if n.Value != "known" && !e.locals[n.Value] {
			e.columns = append(e.columns, n.Value)
		}
	case *ast.VariableDeclaratorNode:
		// The name is used inside this node, which is visited after them.
		e.locals[n.Name] = true
		e.columns = slices.DeleteFunc(e.columns, func(name string) bool { return name == n.Name })
	case *ast.BuiltinNode:
		if slices.Contains(growing, n.Name) {
			e.refused = n.Name
		}
	case *ast.PredicateNode:
		counted(n)
	case *ast.BinaryNode:
		e.visitComparison(n)
		if id, ok := n.Left.(*ast.IdentifierNode); ok && n.Operator == "??" {
			e.guarded[id.Value] = true
		}
	case *ast.CallNode:
		callee, ok := n.Callee.(*ast.IdentifierNode)
		if !ok || callee.Value != "known" || len(n.Arguments) != 1 {
			return
		}
		if id, ok := n.Arguments[0].(*ast.IdentifierNode); ok {
			e.guarded[id.Value] = true
		}
	}
}

func explain(err error, source string, columns Columns) error {
	if strings.HasPrefix(err.Error(), "expected bool") {
		return fmt.Errorf("%q is no condition: it must be true or false, such as width > 300", clipped(source))
	}
	var at *file.Error
	if !errors.As(err, &at) {
		return err
	}
	text := strings.TrimSpace(at.Error())
	name, unknown := strings.CutPrefix(at.Message, "unknown name ")
	switch {
	case strings.HasPrefix(at.Message, `unexpected token Operator("=")`):
		return fmt.Errorf("%s\nequal is written ==", text)
	case !unknown:
		return errors.New(text)
	case slices.Contains([]string{"null", "NULL", "None", "none"}, name):
		return fmt.Errorf("%s\na number that is absent is asked for by known: !known(width)", text)
	}
	return fmt.Errorf("%s\n%s", text, nearest(name, columns))
}

func nearest(name string, columns Columns) string {
	near := registry.Nearest(name, slices.Collect(maps.Keys(columns)))
	return "the nearest known names are " + strings.Join(near[:min(6, len(near))], ", ")
}

// Text is the condition as it was written.
func (e *Expression) Text() string { return e.text }

// Columns are the names that the condition uses, by alphabet.
func (e *Expression) Columns() []string { return slices.Clone(e.columns) }

// Clone is the same condition for another goroutine.
func (e *Expression) Clone() *Expression {
	return &Expression{text: e.text, program: e.program, columns: e.columns, guarded: e.guarded, env: map[string]any{}, thresholds: e.thresholds, parts: e.parts.clone()}
}

// Eval judges a row, whose columns value hands out. A number that is absent
// must be nil.
func (e *Expression) Eval(value func(column string) any) (Outcome, error) {
	out, known, err := e.run(value)
	switch {
	case err != nil:
		return Unknown, err
	case !known && e.parts != nil:
		return e.parts.eval(value)
	case !known:
		return Unknown, nil
	case out == true:
		return True, nil
	}
	return False, nil
}

// EvalText gives the text of a row, or an empty one when it is not known.
func (e *Expression) EvalText(value func(column string) any) (string, error) {
	out, _, err := e.run(value)
	text, _ := out.(string)
	return text, err
}

func (e *Expression) run(value func(column string) any) (out any, known bool, err error) {
	null := false
	e.steps = 0
	e.env[counter] = &e.steps
	for _, name := range e.columns {
		v := value(name)
		if v == nil {
			null = true
			if !e.guarded[name] {
				return nil, false, nil
			}
		}
		e.env[name] = v
	}
	out, err = e.machine.Run(e.program, e.env)
	if err != nil && (null && !errors.Is(err, errSteps) || errors.Is(err, errZero)) {
		return nil, false, nil
	}
	if err != nil && strings.Contains(err.Error(), "interface conversion") {
		return nil, false, fmt.Errorf("evaluate %q: count, any, all and none take a condition on each element, as in count(tags, # startsWith \"blue\"); the length of a list is len(tags)", clipped(e.text))
	}
	if err != nil {
		return nil, false, fmt.Errorf("evaluate %q: %w", clipped(e.text), err)
	}
	return out, true, nil
}
