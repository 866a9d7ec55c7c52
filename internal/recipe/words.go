package recipe

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/winnow-data/winnow/internal/registry"
)

// mistake is the first value below a node that an option of type t cannot
// take, in one line and in words of a recipe. The YAML library would speak of
// Go's types, and cut 0.5 off to 0 where a whole number is wanted.
func mistake(node ast.Node, t reflect.Type, path string) error {
	if anchor, ok := node.(*ast.AnchorNode); ok {
		node = anchor.Value
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch node.(type) {
	case *ast.NullNode, *ast.AliasNode, *ast.TagNode:
		return nil // the library's
	}
	switch t.Kind() {
	case reflect.Struct:
		return mistakeInKeys(node, path, func(key string) (reflect.Type, error) {
			var known []string
			for i := range t.NumField() {
				name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
				if name == key {
					return t.Field(i).Type, nil
				}
				if name != "" && name != "-" {
					known = append(known, name)
				}
			}
			if inside := holding(t, key); inside != "" {
				return nil, fmt.Errorf("%q is an option of %s: write %s: {%s: …}", key, inside, inside, key)
			}
			return nil, registry.Unknown("option", key, known)
		})
	case reflect.Map:
		return mistakeInKeys(node, path, func(string) (reflect.Type, error) { return t.Elem(), nil })
	case reflect.Slice:
		list, ok := node.(*ast.SequenceNode)
		if !ok {
			return misplaced(node, path, "a list, such as [a, b]")
		}
		for i, value := range list.Values {
			if err := mistake(value, t.Elem(), fmt.Sprintf("%s, entry %d,", strings.TrimSuffix(path, ","), i+1)); err != nil {
				return err
			}
		}
	case reflect.Int, reflect.Int64, reflect.Uint64:
		return mistakenNumber(node, t, path)
	case reflect.Float64:
		if n, ok := number(node); !ok || math.IsInf(n, 0) || math.IsNaN(n) {
			return misplaced(node, path, "a number")
		}
	case reflect.Bool:
		if node.Type() != ast.BoolType {
			return misplaced(node, path, "true or false")
		}
	case reflect.String:
		if _, ok := node.(ast.ScalarNode); !ok {
			return misplaced(node, path, "a text")
		}
	}
	return nil
}

func mistakeInKeys(node ast.Node, path string, option func(key string) (reflect.Type, error)) error {
	keys, ok := node.(ast.MapNode)
	if !ok {
		return misplaced(node, path, "keys with values, such as {key: value}")
	}
	for entries := keys.MapRange(); entries.Next(); {
		if entries.Key().IsMergeKey() {
			continue
		}
		key := entries.Key().GetToken().Value
		t, err := option(key)
		if err != nil {
			return fmt.Errorf("line %d: %s: %w", line(entries.Key()), strings.TrimSuffix(path, ","), err)
		}
		if err := mistake(entries.Value(), t, path+" "+key); err != nil {
			return err
		}
	}
	return nil
}

func mistakenNumber(node ast.Node, t reflect.Type, path string) error {
	n, ok := number(node)
	least := float64(math.MinInt64)
	if t.Kind() == reflect.Uint64 {
		least = 0
	}
	switch {
	case !ok || n != math.Trunc(n):
		return misplaced(node, path, "a whole number")
	case n < least || n >= math.MaxInt64:
		return misplaced(node, path, "a whole number, and one that is not beyond all measure")
	}
	return nil
}

// number is the value of a scalar that is a number, also of one such as 1e6,
// which is a text to YAML.
func number(node ast.Node) (float64, bool) {
	scalar, ok := node.(ast.ScalarNode)
	if !ok {
		return 0, false
	}
	switch v := scalar.GetValue().(type) {
	case int64:
		return float64(v), true
	case uint64:
		return float64(v), true
	case float64:
		return v, true
	case string:
		n, err := strconv.ParseFloat(v, 64)
		return n, err == nil
	}
	return 0, false
}

func misplaced(node ast.Node, path, want string) error {
	is := "is " + strconv.Quote(node.GetToken().Value)
	switch node.(type) {
	case ast.MapNode:
		is = "has keys with values"
	case *ast.SequenceNode:
		is = "is a list"
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		is = "is " + node.GetToken().Value
	}
	return fmt.Errorf("line %d: %s %s: it must be %s", line(node), path, is, want)
}

func line(node ast.Node) int { return node.GetToken().Position.Line }

// holding is the option of a section that has a key among its own; empty if none has.
func holding(t reflect.Type, key string) string {
	for i := range t.NumField() {
		inner := t.Field(i).Type
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ",")
		if inner.Kind() != reflect.Struct || name == "" || name == "-" {
			continue
		}
		for k := range inner.NumField() {
			if own, _, _ := strings.Cut(inner.Field(k).Tag.Get("yaml"), ","); own == key {
				return name
			}
		}
	}
	return ""
}
