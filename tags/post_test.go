package tags

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzReadPost holds the fast path against encoding/json.
func FuzzReadPost(f *testing.F) {
	for _, line := range []string{
		`{"id":"1","tags":["1girl","Long Hair","1girl"],"caption":"a girl"}`,
		`{"id":1,"tags":"1girl, long hair","caption":""}`,
		`{"tags":{"general":["a"],"character":"b c","artist":null,"rating":"g","other":[1,{"x":true}]}}`,
		`{"tags":{"general":[1]}}`, `{"tags":null}`, `{"tags":["a"],"tags":["b"]}`, `{"Tags":["a"]}`, `{"tags":["\u0041"]}`, `{"tags":[]} x`, `{`, `{}`, `{"a":-1.5e3}`,
		`{"a":01,"tags":["x"]}`, "{\"tags\":[\"\xff\"]}", `{"tags":["a",]}`, `{"caption":5}`, `{"tags":["🎉","\"quoted\"","a,b"]}`, ` {"tags":["a"]}`, `[1]`, ``,
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got, err := ReadPost(line)
		if len(line) == 0 || line[0] != '{' {
			if err == nil {
				t.Errorf("%q was read", line)
			}
			return
		}
		asEncodingJSON(t, line, got, err)
	})
}

// asEncodingJSON fails where encoding/json reads another value of the line, or one
// of both fails.
func asEncodingJSON[T any](t *testing.T, line []byte, got T, err error) {
	t.Helper()
	var want T
	failed := json.Unmarshal(line, &want)
	if (err == nil) != (failed == nil) {
		t.Fatalf("%q: error %v, encoding/json says %v", line, err, failed)
	}
	if err != nil {
		return
	}
	if d := cmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("%q (-encoding/json +got):\n%s", line, d)
	}
}

// FuzzReadCaptioned holds the fast path against encoding/json.
func FuzzReadCaptioned(f *testing.F) {
	for _, line := range []string{
		`{"id":"1","tags":["1girl"],"caption":"a girl","finish":"stop"}`, `{"id": {"a" : [1, 2]} ,"tags":"x"}`, `{"id":1,"id":2}`, `{"ID":1}`, `{"finish":3}`, `{"finish":null}`,
		`{"finish":"a","finish":"b"}`, `{"id":null}`, `{"id":-1.5}`, `null`, `[1]`, ``, `{"id":"\u0041"}`, `{"Finish":"x"}`, ` {"id":"1"} `, "{\"id\":\"\xff\"}",
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got, err := ReadCaptioned(line)
		asEncodingJSON(t, line, got, err)
	})
}

func FuzzParse(f *testing.F) {
	for _, line := range []string{"1girl solo", "(a:1.2), {{b}}", "1.2::c::", `x\(y\)`, ":d, ^_^", "((((((((((", "<lora:a:1>", "a\x00b"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		seen := map[string]bool{}
		for _, tag := range Parse(line) {
			if tag == "" || seen[tag] || Normal(tag) != tag {
				t.Errorf("Parse(%q) gives %q: empty, twice or not normal", line, tag)
			}
			seen[tag] = true
			GroupOf(tag)
			Forms(tag)
		}
	})
}

func FuzzDescribe(f *testing.F) {
	for _, text := range []string{"a woman and her two sons", "“", "the the the", "12 girls", "no one's girl's"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := Describe(Categories{}, text)
		if d.Count != nil && (*d.Count == 1) != (d.People == PeopleSolo) || d.Count != nil && *d.Count > 1 && d.People != PeopleMulti {
			t.Errorf("%q: %d people are %s", text, *d.Count, d.People)
		}
		for _, tok := range tokens(text) {
			if tok.start < 0 || tok.to > len(text) || tok.start >= tok.to {
				t.Errorf("%q: word %q at %d to %d", text, tok.word, tok.start, tok.to)
			}
		}
	})
}
