package caption

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/clip"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/internal/pool"
	"github.com/winnow-data/winnow/internal/prose"
	"github.com/winnow-data/winnow/tags"
)

// Comparison is how generations of captions do on the same images, judged by
// the checks of today against the tags of today.
type Comparison struct {
	Survivors   int64       `json:"survivors"`
	Images      int64       `json:"images"`   // survivors that have tags and a caption of each generation: these are compared
	Untagged    int64       `json:"untagged"` // survivors that nothing can be judged against
	Exact       bool        `json:"exact"`    // tokens of CLIP are counted, not estimated
	Generations []*Compared `json:"generations"`
}

// Compared is one generation. Shares are of its captions of the images that are
// compared; of a repair these are the captions that it mended.
type Compared struct {
	Name      string `json:"name"` // that tells it from the others
	Backend   string `json:"backend"`
	Model     string `json:"model,omitempty"`
	Kind      string `json:"kind"`
	Prompt    string `json:"prompt,omitempty"`
	Captioned int64  `json:"captioned"` // survivors that have a caption of it

	Score        Scores                      `json:"score"`
	Coverage     float64                     `json:"coverage"` // share of the demanded tags that the captions state
	Recall       map[tags.Group]check.Recall `json:"recall"`
	Contradicted Faulty                      `json:"contradicted"` // by what is contradicted: count, hair colour, …
	Invented     Faulty                      `json:"invented"`     // by tag
	Process      Faulty                      `json:"process"`      // by kind
	Prose        prose.Told                  `json:"prose"`
	TokensIn     float64                     `json:"tokens_in"`  // of the server, a caption
	TokensOut    float64                     `json:"tokens_out"` // of the server, a caption
	Cost         *float64                    `json:"cost"`       // US dollars a caption; null when no price is known
	Against      *Against                    `json:"against"`    // the first generation; null for itself

	id                        int64
	captions, covered, demand int64
	bins                      [scoreBins + 1]int64
	sum, squares              float64 // of differences from the first generation
	prose                     prose.Texts
}

// Scores are the scores of captions, 0–1.
type Scores struct {
	Mean   float64 `json:"mean"`
	Low    float64 `json:"low"` // the 5th percentile
	Median float64 `json:"median"`
}

// Faulty is how often something is wrong.
type Faulty struct {
	Captions float64          `json:"captions"` // share that has such a fault
	Each     float64          `json:"each"`     // faults a caption
	By       map[string]int64 `json:"by"`
}

// Against is how the score differs from that of the first generation on the
// same images.
type Against struct {
	Difference float64 `json:"difference"` // of the means
	Low        float64 `json:"low"`        // of its 95 % interval
	High       float64 `json:"high"`
	Better     float64 `json:"better"` // share of the images
	Worse      float64 `json:"worse"`
}

// scoreBins is how finely scores are kept: that is how they are rounded.
const scoreBins = 10000

// Compare judges the captions that the ledger holds of each generation, or of
// those named, by their backend, model, prompt or several of these words.
func Compare(ctx context.Context, ws dataset.Workspace, o Options, names []string) (c Comparison, err error) {
	o = o.withDefaults()
	if !ledger.Exists(ws.Ledger()) {
		return c, errors.New("nothing was captioned yet: run `winnow caption`")
	}
	tokens, exact, err := o.tokens()
	if err != nil {
		return c, err
	}
	c.Exact = exact
	r, err := newRoll(ws, o.Where)
	if err != nil {
		return c, err
	}
	if o.Where != "" {
		any := false
		for _, err := range r.survivors() {
			if err != nil {
				return c, err
			}
			any = true
			break
		}
		if !any {
			return c, fmt.Errorf("no survivor meets the condition %s: try it with `winnow show images --where`", o.Where)
		}
	}
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		return c, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	of := &session{ws: ws, roll: r, book: book, options: o}
	if err := c.choose(ctx, of, names); err != nil {
		return c, err
	}
	err = pool.Ordered(ctx, 0, c.sets(ctx, of), func(_ context.Context, s *captionSet) []judged {
		list := make([]judged, len(s.captions))
		for i, x := range s.captions {
			list[i] = judged{x, check.Check(s.tags, x.Text, x.Finish, o.Check), tokens(x.Text)}
		}
		return list
	}, func(_ *captionSet, list []judged) error {
		c.Images++
		for i, g := range c.Generations {
			g.add(list[i], list[0].Score)
		}
		return nil
	})
	if err != nil {
		return c, err
	}
	return c, c.conclude()
}

// choose lists the generations that are compared.
func (c *Comparison) choose(ctx context.Context, of *session, names []string) error {
	var s Status
	by, err := s.generations(ctx, of)
	if err != nil {
		return err
	}
	var all []*Compared
	for id, g := range by {
		all = append(all, &Compared{id: id, Name: g.name(), Backend: g.Backend, Model: g.Model, Kind: g.Kind, Prompt: g.Prompt,
			Recall: map[tags.Group]check.Recall{}, Contradicted: newFaulty(), Invented: newFaulty(), Process: newFaulty()})
		if !g.Asks || g.PriceKnown {
			all[len(all)-1].Cost = new(float64)
		}
	}
	slices.SortFunc(all, func(a, b *Compared) int { return int(a.id - b.id) })
	for i, g := range all {
		if slices.ContainsFunc(all[:i], func(other *Compared) bool { return other.Name == g.Name }) {
			g.Name += fmt.Sprintf(" (%d)", g.id)
		}
	}
	if len(names) == 0 {
		for _, g := range all {
			if g.Kind != "" { // a repair is of few images
				c.Generations = append(c.Generations, g)
			}
		}
		return nil
	}
	for _, name := range names {
		var fit []*Compared
		for _, g := range all {
			if g.called(name) {
				fit = append(fit, g)
			}
		}
		if len(fit) != 1 {
			return ambiguous(name, fit, all)
		}
		if slices.Contains(c.Generations, fit[0]) {
			return fmt.Errorf("%q is %s, which is compared already: name another", name, fit[0].Name)
		}
		c.Generations = append(c.Generations, fit[0])
	}
	return nil
}

func newFaulty() Faulty { return Faulty{By: map[string]int64{}} }

// name is the words that tell the generation from others.
func (t *GenerationStatus) name() string {
	words := []string{t.Backend, t.Model}
	if t.Prompt != t.Backend {
		words = append(words, t.Prompt)
	}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " ")
}

// called says whether each of the words is one of the generation's.
func (g *Compared) called(words string) bool {
	own := append(strings.Fields(g.Name), g.Prompt)
	for _, w := range strings.Fields(words) {
		if !slices.Contains(own, w) {
			return false
		}
	}
	return strings.TrimSpace(words) != ""
}

func ambiguous(name string, fit, all []*Compared) error {
	what := "no captions are called"
	if len(fit) > 0 {
		what, all = "several are called", fit
	}
	quoted := make([]string, len(all))
	for i, g := range all {
		quoted[i] = fmt.Sprintf("%q", g.Name)
	}
	return fmt.Errorf("%s %q: there are %s", what, name, strings.Join(quoted, ", "))
}

// captionSet is the captions of one image, one of each generation.
type captionSet struct {
	tags     tags.Categories
	captions []ledger.Caption
}

// judged is a caption with what the checks say of it and its tokens of CLIP.
type judged struct {
	ledger.Caption
	check.Result
	tokens int
}

// sets are the images that have captions of all, and counts the others.
func (c *Comparison) sets(ctx context.Context, of *session) iter.Seq2[*captionSet, error] {
	return func(yield func(*captionSet, error) bool) {
		a := &asker{session: of, options: of.options}
		err := a.inChunks(ctx, func(s *Subject, held ledger.Held) error {
			c.Survivors++
			set, whole := &captionSet{tags: s.Tags}, true
			for _, g := range c.Generations {
				last := lastOf(held.Captions, g.id)
				if last == nil {
					whole = false
					continue
				}
				g.Captioned++
				set.captions = append(set.captions, *last)
			}
			switch {
			case len(s.Tags.General)+len(s.Tags.Character)+len(s.Tags.Copyright) == 0:
				c.Untagged++
			case whole && !yield(set, nil):
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(nil, err)
		}
	}
}

// add takes in a caption, with the score of the first generation's.
func (g *Compared) add(x judged, first float64) {
	g.captions++
	g.bins[int(math.Round(x.Score*scoreBins))]++
	g.Score.Mean += x.Score
	d := x.Score - first
	g.sum, g.squares = g.sum+d, g.squares+d*d
	if g.Against == nil {
		g.Against = &Against{}
	}
	if d > 0 {
		g.Against.Better++
	}
	if d < 0 {
		g.Against.Worse++
	}
	for group, recall := range x.Recall {
		had := g.Recall[group]
		g.Recall[group] = check.Recall{Covered: had.Covered + recall.Covered, Of: had.Of + recall.Of}
		g.covered, g.demand = g.covered+int64(recall.Covered), g.demand+int64(recall.Of)
	}
	for _, found := range x.Contradicted {
		g.Contradicted.By[found.Type]++
	}
	for _, tag := range x.Invented {
		g.Invented.By[tag]++
	}
	for _, kind := range x.Process {
		g.Process.By[kind]++
	}
	g.Contradicted.add(len(x.Contradicted))
	g.Invented.add(len(x.Invented))
	g.Process.add(len(x.Process))
	g.TokensIn, g.TokensOut = g.TokensIn+float64(x.TokensIn), g.TokensOut+float64(x.TokensOut)
	if g.Cost != nil {
		*g.Cost += x.Cost
	}
	g.prose.Add(x.Text, x.tokens, clip.Room)
}

func (f *Faulty) add(n int) {
	f.Each += float64(n)
	if n > 0 {
		f.Captions++
	}
}

// conclude makes shares of the sums.
func (c *Comparison) conclude() error {
	if c.Images == 0 {
		var have []string
		for _, g := range c.Generations {
			have = append(have, fmt.Sprintf("%s of %d", g.Name, g.Captioned))
		}
		return fmt.Errorf("no image with tags has a caption of each (of %d: %s): name generations that captioned the same images", c.Survivors, strings.Join(have, ", "))
	}
	for i, g := range c.Generations {
		n := float64(g.captions)
		for _, sum := range []*float64{&g.Score.Mean, &g.Contradicted.Captions, &g.Contradicted.Each, &g.Invented.Captions, &g.Invented.Each,
			&g.Process.Captions, &g.Process.Each, &g.Against.Better, &g.Against.Worse, &g.TokensIn, &g.TokensOut, g.Cost} {
			if sum != nil { // the cost, where no price is known
				*sum /= n
			}
		}
		g.Score.Low, g.Score.Median = g.scoreAt(.05), g.scoreAt(.5)
		g.Coverage = 1
		if g.demand > 0 {
			g.Coverage = float64(g.covered) / float64(g.demand)
		}
		g.Prose = g.prose.Tell()
		if i == 0 {
			g.Against = nil
			continue
		}
		g.Against.conclude(g.sum, g.squares, n)
	}
	return nil
}

// conclude makes the mean of the differences and its interval, by the normal
// approximation; of one image nothing is known, and it is as wide as can be.
func (a *Against) conclude(sum, squares, n float64) {
	a.Difference = sum / n
	half := 1.0
	if n > 1 {
		half = 1.959963984540054 * math.Sqrt(max(0, squares-sum*sum/n)/(n-1)/n)
	}
	a.Low, a.High = max(-1, a.Difference-half), min(1, a.Difference+half)
}

func (g *Compared) scoreAt(share float64) float64 {
	rank := int64(share * float64(g.captions-1))
	for i, n := range g.bins {
		if rank -= n; rank < 0 {
			return float64(i) / scoreBins
		}
	}
	return 1
}
