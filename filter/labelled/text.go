package labelled

import (
	"context"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/winnow-data/winnow/filter"
)

// Options of a measurement. The zero value works, and needs no files.
type Options struct {
	Art   []string `json:"art" yaml:"art"`     // folders of pictures without text, besides what is drawn
	Limit int      `json:"limit" yaml:"limit"` // pictures of each folder: 0 = all
	Drawn int      `json:"drawn" yaml:"drawn"` // pictures that are drawn: 0 = 120
	Side  int      `json:"side" yaml:"side"`   // longest side of the art in pixels: 0 = 640
	Seed  uint64   `json:"seed" yaml:"seed"`
	Fonts string   `json:"fonts" yaml:"fonts"` // folder of fonts to write with, besides those of the program and of the system
	// UnseenFonts is a folder of fonts for the layouts that nothing is fitted on.
	UnseenFonts string `json:"unseen_fonts" yaml:"unseen_fonts"`
	Bare        bool   `json:"bare" yaml:"bare"`     // no font of the system, so that every machine makes the same pictures
	Labels      string `json:"labels" yaml:"labels"` // CSV file of pictures and the rules that are true of them
	Fit         bool   `json:"fit" yaml:"fit"`       // fit the odds of lines of letters anew, and print them
}

// heavy is the share of the area from which on a picture is text-heavy in truth.
const heavy = .1

// TextResult is how right text_area is.
type TextResult struct {
	Pictures  int                `json:"pictures"` // judged: those of the half that was not fitted on
	Heavy     int                `json:"heavy"`    // of them with 10 % text and more
	AUC       float64            `json:"auc"`      // 10 % and more against less
	AUCNone   float64            `json:"auc_none"` // 10 % and more against none
	Threshold float64            `json:"threshold"`
	Balanced  float64            `json:"balanced"`   // accuracy at the threshold
	Alarms    float64            `json:"alarms"`     // share of text-free art above the default rule's threshold
	Recall    map[string]float64 `json:"recall"`     // at the threshold, by script and by layout
	AlarmsBy  map[string]float64 `json:"alarms_by"`  // at the threshold, by kind of art
	Millis    float64            `json:"millis"`     // of text_area for a picture at 512 px, one thread
	Error     float64            `json:"mean_error"` // mean distance between measured and true area

	rule outcome // of text_heavy, as it is in the recipe
}

// gathered is what is measured.
type gathered struct {
	art            []art
	lettered       []lettered
	unseenArt      []art // patterns that nothing is fitted on
	scenes         []art // of flat drawings, for text alone: many are not in colour
	unseenLettered []lettered
	cjk            bool
	fonts          [2]int // that are written with, and those of what nothing is fitted on
}

// fitRounds is how often the art is lettered to be fitted on.
const fitRounds = 4

// sceneRounds is the same for scenes, of which there are more without letters.
const sceneRounds = 2

// fitSeed makes the drawings, patterns and letters that are fitted on others than
// those that anything is judged by.
const fitSeed = 0xf17

// gather makes art and letters it.
func gather(ctx context.Context, o Options) (*gathered, error) {
	if o.Drawn == 0 {
		o.Drawn = 120
	}
	if o.Side == 0 {
		o.Side = artSide
	}
	seed, drawn := o.Seed, o.Drawn/2
	if o.Fit {
		seed, drawn = seed^fitSeed, 2*o.Drawn
	}
	g := &gathered{art: append(drawnArt(o.Drawn, o.Side, seed), patterns(o.Drawn, o.Side, seed)...), scenes: scenes(drawn, o.Side, seed)}
	if o.Fit { // of these seeds nothing is judged
		for i := range g.art {
			g.art[i].half = 0
		}
		for i := range g.scenes {
			g.scenes[i].half = 0
		}
	}
	for _, folder := range o.Art {
		more, err := folderArt(ctx, folder, o.Limit, o.Side)
		if err != nil {
			return nil, err
		}
		g.art = append(g.art, more...)
	}
	fonts, err := seenFonts(o).typefaces()
	if err != nil {
		return nil, err
	}
	seen := newPress(layouts, sizes, fonts)
	seen.furnished = true
	rounds := 1
	if o.Fit {
		rounds = fitRounds
	}
	for round := range rounds {
		for i, a := range slices.Concat(g.art, g.scenes) {
			if round > 0 && a.half != 0 {
				continue // one round is enough to judge by
			}
			if round >= sceneRounds && i >= len(g.art) {
				break
			}
			p, err := seen.letter(a, rand.New(rand.NewPCG(seed+uint64(round), uint64(i))))
			if err != nil {
				return nil, err
			}
			g.lettered = append(g.lettered, p)
		}
	}
	g.cjk = len(seen.kinds) == len(scripts)
	g.fonts[0] = len(fonts)
	if o.Fit {
		return g, ctx.Err()
	}
	return g, g.unseen(ctx, o, fonts)
}

// unseen makes what nothing is fitted on, with other fonts as far as there are any.
func (g *gathered) unseen(ctx context.Context, o Options, seen []typeface) error {
	fonts, err := unseenFontSet(o).typefaces()
	if err != nil {
		return err
	}
	g.fonts[1] = len(fonts)
	press := newPress(unseenLayouts, unseenSizes, lacking(fonts, seen))
	for i, a := range slices.Concat(g.art, g.scenes) {
		if a.half == 0 || kindOf(a.name) == "pattern" {
			continue
		}
		p, err := press.letter(a, rand.New(rand.NewPCG(o.Seed^0xbeef, uint64(i))))
		if err != nil {
			return err
		}
		g.unseenLettered = append(g.unseenLettered, p)
	}
	g.unseenArt = unseenPatterns(o.Drawn/2, o.Side, o.Seed)
	return ctx.Err()
}

// textCase is a picture that was judged.
type textCase struct {
	area, measured float64
	tags           []string
	kind           string // of the art
	half           int
}

// drawn says whether the art is our generator's, of which no picture that is
// judged was fitted on.
func (c *textCase) drawn() bool { return c.kind == "drawn" || c.kind == "scene" }

// measureText measures text_area on lettered pictures and on those without.
func measureText(ctx context.Context, all []art, pictures []lettered) (cases []textCase, millis float64, err error) {
	area := measureNamed("text_area")
	var spent time.Duration
	for i := range len(pictures) + len(all) {
		c := textCase{}
		img := (*art)(nil)
		if i < len(pictures) {
			p := &pictures[i]
			img, c = &p.art, textCase{area: p.area, tags: []string{p.layout, p.script}, half: p.half}
		} else {
			a := &all[i-len(pictures)]
			img, c = a, textCase{tags: []string{kindOf(a.name)}, half: a.half}
		}
		c.kind = kindOf(img.name)
		f, err := framed(ctx, img.img, jpegOf(i))
		if err != nil {
			return nil, 0, err
		}
		start := time.Now()
		c.measured = area(f)
		spent += time.Since(start)
		cases = append(cases, c)
	}
	return cases, spent.Seconds() * 1000 / float64(len(cases)), nil
}

func measureNamed(name string) func(*frame) float64 {
	for _, m := range filter.Measures() {
		if m.Name == name {
			return m.Func
		}
	}
	panic("labelled: no measure " + name)
}
