package export

import (
	"fmt"
	"reflect"
	"strings"
	"time"
)

// cardFeatures are the types of a record's fields, as the front matter of a
// card has them: without them the datasets library takes the types from the
// first lines, and stops where a field that was null there has a value.
func cardFeatures(o Options) []string {
	var lines []string
	t := reflect.TypeFor[record]()
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		switch {
		case name == "measures" && len(o.Measures) == 0:
		case name == "measures":
			lines = append(lines, structured(name, o.Measures, "dtype: float64")...)
		case name == "captions":
			lines = append(lines, structured(name, captionKinds, "dtype: string")...)
		case name == "tags_by_category":
			lines = append(lines, structured(name, []string{"general", "character", "copyright", "artist", "meta"}, "list: string")...)
		default:
			lines = append(lines, "- name: "+name, "  "+cardType(t.Field(i).Type))
		}
	}
	return lines
}

func structured(name string, fields []string, kind string) []string {
	lines := []string{"- name: " + name, "  struct:"}
	for _, field := range fields {
		lines = append(lines, "  - name: "+field, "    "+kind)
	}
	return lines
}

func cardType(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[string](), reflect.TypeFor[*time.Time]():
		return "dtype: string"
	case reflect.TypeFor[bool]():
		return "dtype: bool"
	case reflect.TypeFor[int](), reflect.TypeFor[*int64]():
		return "dtype: int64"
	case reflect.TypeFor[*decimal]():
		return "dtype: float64"
	case reflect.TypeFor[[]string]():
		return "list: string"
	}
	panic(fmt.Sprintf("export: a record has a field of type %s, which the card cannot tell", t))
}
