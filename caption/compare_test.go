package caption

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/winnow-data/winnow/tags"
)

// imported captions of the first n kept images, as a generation of that name.
func imported(t *testing.T, kept []string, name string, n int, text func(i int) string) Options {
	t.Helper()
	var lines strings.Builder
	for i, id := range kept[:n] {
		fmt.Fprintf(&lines, "{\"id\":%q,\"caption\":%q}\n", id, text(i))
	}
	return Options{Backend: "import", Model: name, Import: write(t, name+".jsonl", lines.String())}
}

func TestGenerationsAreComparedOnTheImagesThatAllHave(t *testing.T) {
	ws, kept := newWorkspace(t, 20)
	if _, err := Compare(context.Background(), ws, Options{}, nil); err == nil {
		t.Error("nothing was captioned, and it is compared")
	}
	run(t, ws, imported(t, kept, "good", 12, func(i int) string { return fmt.Sprintf("A girl with long hair in a red dress, number %d.", i) }), Tools{})
	run(t, ws, imported(t, kept, "bad", 8, func(i int) string {
		if i < 2 {
			return "A girl with long hair in a blue dress. There is nothing else to be seen."
		}
		return "A girl in a red dress holds a cat. There is nothing else to be seen."
	}), Tools{})
	c, err := Compare(context.Background(), ws, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Survivors != int64(len(kept)) || c.Images != 8 || len(c.Generations) != 2 {
		t.Fatalf("compared %+v", c)
	}
	good, bad := c.Generations[0], c.Generations[1]
	if good.Name != "import good" || good.Captioned != 12 || bad.Name != "import bad" || bad.Captioned != 8 {
		t.Errorf("generations %q of %d, %q of %d", good.Name, good.Captioned, bad.Name, bad.Captioned)
	}
	if good.Coverage != 1 || good.Score.Mean != 1 || good.Contradicted.Each+good.Invented.Each+good.Process.Each != 0 || good.Against != nil {
		t.Errorf("good captions: %+v", good)
	}
	if bad.Contradicted.Captions != .25 || bad.Contradicted.By["garment colour"] != 2 || bad.Invented.By["cat"] != 6 || bad.Invented.Captions != .75 {
		t.Errorf("faults: contradicted %+v, invented %+v", bad.Contradicted, bad.Invented)
	}
	if r := bad.Recall[tags.GroupHair]; r.Covered != 2 || r.Of != 8 {
		t.Errorf("hair is stated %+v", r)
	}
	if a := bad.Against; a.Worse != 1 || a.Better != 0 || math.Abs(a.Difference-(bad.Score.Mean-1)) > 1e-9 || a.Low >= a.Difference || a.High >= 0 {
		t.Errorf("against the good ones: %+v", a)
	}
	if s := bad.Prose.Sentence; s.Text != "There is nothing else to be seen." || s.Share != 1 || bad.Prose.Words.Median <= good.Prose.Words.Median {
		t.Errorf("prose: %+v", bad.Prose)
	}
	if *bad.Cost != 0 {
		t.Errorf("it cost %v", *bad.Cost)
	}

	only, err := Compare(context.Background(), ws, Options{Where: "width > 1"}, []string{"bad", "import good"})
	if err != nil {
		t.Fatal(err)
	}
	if a := only.Generations[1].Against; only.Generations[0].Name != "import bad" || a.Better != 1 || a.Low <= 0 {
		t.Errorf("the other way round: %+v", a)
	}
	run(t, ws, imported(t, kept[17:], "empty", 1, func(int) string { return "A girl." }), Tools{})
	for names, want := range map[string]string{
		"nobody":     `no captions are called "nobody": there are "import good", "import bad", "import empty"`,
		"import":     `several are called "import": there are "import good", "import bad", "import empty"`,
		" ":          `no captions are called " ": there are "import good", "import bad", "import empty"`,
		"good,good":  `"good" is import good, which is compared already: name another`,
		"good,empty": `no image with tags has a caption of each (of 18: import good of 12, import empty of 1): name generations that captioned the same images`,
	} {
		if _, err := Compare(context.Background(), ws, Options{}, strings.Split(names, ",")); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", names, err, want)
		}
	}
}
