package tags

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func postsOf(lines ...string) func() iter.Seq2[[]string, error] {
	return func() iter.Seq2[[]string, error] {
		return func(yield func([]string, error) bool) {
			for _, line := range lines {
				if !yield(strings.Fields(line), nil) {
					return
				}
			}
		}
	}
}

// zipf makes posts of about so many tags with the skew of real vocabularies.
func zipf(seed uint64, posts, length, vocabulary int) func() iter.Seq2[[]string, error] {
	names := make([]string, vocabulary)
	for i := range names {
		names[i] = fmt.Sprintf("tag_%d", i)
	}
	return func() iter.Seq2[[]string, error] {
		return func(yield func([]string, error) bool) {
			r := rand.New(rand.NewPCG(seed, 0))
			z := rand.NewZipf(r, 1.1, 8, uint64(vocabulary-1))
			post := make([]string, 0, length)
			for range posts {
				post = post[:0]
				for range length {
					if tag := names[z.Uint64()]; !slices.Contains(post, tag) {
						post = append(post, tag)
					}
				}
				if !yield(post, nil) {
					return
				}
			}
		}
	}
}

// naive counts every pair in one map.
func naive(posts iter.Seq2[[]string, error]) (map[string]int64, map[[2]string]int64) {
	uses, both := map[string]int64{}, map[[2]string]int64{}
	for post := range posts {
		for _, a := range post {
			uses[a]++
			for _, b := range post {
				if a < b {
					both[[2]string{a, b}]++
				}
			}
		}
	}
	return uses, both
}

func TestPairsAreCountedAsOneByOne(t *testing.T) {
	posts := zipf(1, 3000, 12, 700)
	uses, both := naive(posts())
	for _, o := range []CountOptions{{MinSupport: 1}, {MinSupport: 1, Dense: 16}, {MinSupport: 1, Dense: 16, Workers: 3}, {MinSupport: 1, Dense: 1, Workers: 2}} {
		p, err := Count(posts, o)
		if err != nil {
			t.Fatal(err)
		}
		if p.Slack != 0 {
			t.Errorf("%+v: slack %d with room for every pair", o, p.Slack)
		}
		n := 0
		for s := range p.All(1) {
			n++
			want := both[[2]string{min(s.A, s.B), max(s.A, s.B)}]
			if s.Support != want || s.UsesA != uses[s.A] || s.UsesB != uses[s.B] {
				t.Fatalf("%+v: %s with %s: %d of %d and %d, want %d of %d and %d", o, s.A, s.B, s.Support, s.UsesA, s.UsesB, want, uses[s.A], uses[s.B])
			}
		}
		if n != len(both) {
			t.Errorf("%+v: %d pairs, want %d", o, n, len(both))
		}
	}
}

func TestLittleMemoryForgetsRarePairsWithinTheSlack(t *testing.T) {
	posts := zipf(2, 9000, 12, 3000)
	_, both := naive(posts())
	p, err := Count(posts, CountOptions{MinSupport: 1, Dense: 64, Sparse: 6000, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	if p.Slack == 0 {
		t.Fatal("the room was enough: the test tells nothing")
	}
	for pair, want := range both {
		got := p.Both(pair[0], pair[1])
		if got > want || got < want-int64(p.Slack) {
			t.Fatalf("%v: counted %d, want %d less at most %d", pair, got, want, p.Slack)
		}
	}
}

func TestMeasuresOfAssociation(t *testing.T) {
	got := Associate("a", "b", 20, 40, 50, 100)
	want := Association{A: "a", B: "b", Support: 20, UsesA: 40, UsesB: 50, Confidence: .5, Reverse: .4, Lift: 1, NPMI: 0, Cosine: 20 / math.Sqrt(2000)}
	if d := cmp.Diff(want, got, cmp.Comparer(func(x, y float64) bool { return math.Abs(x-y) < 1e-12 })); d != "" {
		t.Error(d)
	}
	if s := Associate("a", "b", 10, 10, 10, 100); math.Abs(s.NPMI-1) > 1e-12 {
		t.Errorf("tags that always come together have NPMI %v, want 1", s.NPMI)
	}
	if s := Associate("a", "b", 0, 10, 10, 100); s.NPMI != -1 || s.Lift != 0 {
		t.Errorf("tags that never come together have NPMI %v and lift %v, want -1 and 0", s.NPMI, s.Lift)
	}
}

// school is a set with a rule in it: who wears a serafuku has a neckerchief.
func school(n int) []string {
	var lines []string
	for i := range n {
		line := "1girl solo"
		if i%2 == 0 {
			line += " serafuku"
			if i%40 != 0 {
				line += " neckerchief"
			}
		} else {
			line += " dress"
		}
		lines = append(lines, line+[]string{" red_hair", " blue_hair"}[i/2%2])
	}
	return lines
}

func TestRulesAndWhatIsMissing(t *testing.T) {
	p, err := Count(postsOf(school(400)...), CountOptions{})
	if err != nil {
		t.Fatal(err)
	}
	rules := p.Rules(RuleOptions{})
	var names []string
	for _, r := range rules {
		names = append(names, r.A+">"+r.B)
	}
	if d := cmp.Diff([]string{"neckerchief>serafuku", "serafuku>neckerchief"}, names); d != "" {
		t.Errorf("rules (-want +got):\n%s", d)
	}
	lacks := NewAbsences(rules).Of([]string{"1girl", "serafuku", "red_hair"})
	if len(lacks) != 1 || lacks[0].Tag != "neckerchief" || lacks[0].Because != "serafuku" || lacks[0].Confidence != .95 {
		t.Errorf("missing: %+v, want neckerchief because of serafuku with 0.95", lacks)
	}
	if lacks := NewAbsences(rules).Of([]string{"1girl", "dress"}); len(lacks) != 0 {
		t.Errorf("missing from a post that no rule is about: %+v", lacks)
	}
}

func TestNobodyIsMissingWhereOthersAreCounted(t *testing.T) {
	rule := func(a, b string) Implied {
		return Implied{Association: Association{A: a, B: b, Confidence: .95, Support: 40}}
	}
	absences := NewAbsences([]Implied{rule("red_eyes", "1girl"), rule("upper_body", "solo")})
	for post, want := range map[string]string{
		"1boy solo male_focus red_eyes":    "",
		"1boy red_eyes":                    "1girl", // there may be both
		"solo red_eyes":                    "1girl",
		"2girls red_eyes":                  "",
		"1boy 1girl upper_body":            "",
		"2girls multiple_girls upper_body": "",
		"1girl upper_body":                 "solo",
		"upper_body red_eyes":              "1girl solo",
	} {
		var asked []string
		for _, m := range absences.Of(strings.Fields(post)) {
			asked = append(asked, m.Tag)
		}
		if got := strings.Join(asked, " "); got != want {
			t.Errorf("%s: asks for %q, want %q", post, got, want)
		}
	}
}

func TestRelatedTagsAreToldApart(t *testing.T) {
	n := NewNeighbours([]string{"serafuku"})
	for _, line := range append(school(400), "1girl uniform", "1girl school_uniform", "1girl school_uniform") {
		post := strings.Fields(line)
		n.Add(post, slices.Contains(post, "serafuku"))
	}
	r := n.Answer(RelatedOptions{})
	list := func(s []Association) (names []string) {
		for _, one := range s {
			names = append(names, one.B)
		}
		return names
	}
	if d := cmp.Diff([]string{"neckerchief"}, list(r.Related)); d != "" {
		t.Errorf("related (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"school_uniform", "uniform"}, list(r.Broader)); d != "" {
		t.Errorf("broader (-want +got):\n%s", d)
	}
	red := NewNeighbours([]string{"red_hair"})
	for _, line := range school(400) {
		post := strings.Fields(line)
		red.Add(post, slices.Contains(post, "red_hair"))
	}
	if d := cmp.Diff([]string{"blue_hair"}, list(red.Answer(RelatedOptions{}).Alternatives)); d != "" {
		t.Errorf("alternatives of red_hair (-want +got):\n%s", d)
	}
}

func TestSeriationPutsCompanionsTogether(t *testing.T) {
	var lines []string
	for i := range 60 {
		lines = append(lines, []string{"apple pear", "sushi onigiri", "apple pear cake", "sushi onigiri noodles"}[i%4])
	}
	p, err := Count(postsOf(lines...), CountOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(OrderBy(Categories{General: strings.Fields("apple sushi pear onigiri")}, p.Seriate()), " ")
	for _, want := range []string{"apple pear", "sushi onigiri"} {
		a, b, _ := strings.Cut(want, " ")
		if !strings.Contains(got, want) && !strings.Contains(got, b+" "+a) {
			t.Errorf("order %q does not keep %s and %s together", got, a, b)
		}
	}
}

func BenchmarkCountPairs(b *testing.B) {
	posts := zipf(3, 20000, 30, 30000)
	for b.Loop() {
		if _, err := Count(posts, CountOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(20000*float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}
