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

func FuzzOrder(f *testing.F) {
	for _, line := range []string{"outdoors hat red_hair 1girl", "2boys, solo, 1girl, duel, long hair", "no_humans cat closed_eyes cat_on_lap", "a a A b", "1girl holding_sword katana riding_horse horse drawing_bow bow_(weapon)", "6+girls 1other hair_bow bow bell neck_bell", "holding_ holding__x stuffed_ riding_ _on_lap"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		general := Parse(line)
		c := Categories{General: general, Character: general[:len(general)/3], Artist: []string{"somebody"}}
		ordered, thing := InOrderAndApart(c)
		if n := len(general) + 1; len(ordered) != n && len(ordered) != n-1 || len(Order(c)) != len(ordered) { // the artist may be a tag
			t.Errorf("%q: %d tags in order, want %d", line, len(ordered), n)
		}
		left, times := map[Group]bool{}, map[string]int{}
		for i, tag := range ordered {
			times[tag.Tag]++
			if tag.Group == GroupCount && i > 0 && ordered[i-1].Group != GroupCount {
				t.Errorf("%q: %s is not at the beginning", line, tag.Tag)
			}
			if i > 0 && tag.Group != ordered[i-1].Group {
				left[ordered[i-1].Group] = true
			}
			if left[tag.Group] {
				t.Errorf("%q: %s is entered again at %s", line, tag.Group, tag.Tag)
			}
		}
		for _, o := range thing.Objects {
			for _, tag := range o.Tags {
				times[tag] += 10
			}
		}
		for _, tag := range thing.Unassigned {
			times[tag] += 10
		}
		for tag, n := range times {
			if n != 11 {
				t.Errorf("%q: %s is ordered %d times, and in %d objects", line, tag, n%10, n/10)
			}
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
