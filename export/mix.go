package export

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/winnow-data/winnow/compose"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/internal/registry"
)

// Kinds of a mix beside those of captions: a caption of medium length composed
// from the tags, and the line of tags itself.
const (
	mixMedium = "medium"
	mixTags   = "tags"
)

// mixKinds are what a mix can be made of.
var mixKinds = append(slices.Clone(captionKinds), mixMedium, mixTags)

// mixForms are the forms of composed captions that stand in for kinds that an
// image need not have.
var mixForms = map[string]string{dataset.KindComposed: compose.FormLong, dataset.KindShort: compose.FormShort, mixMedium: compose.FormMedium, mixTags: compose.FormTags}

// ParseMix reads "vlm=0.6,short=0.3,tags=0.1".
func ParseMix(text string) (map[string]float64, error) {
	mix := map[string]float64{}
	for part := range strings.SplitSeq(text, ",") {
		kind, share, _ := strings.Cut(part, "=")
		kind = strings.TrimSpace(kind)
		n, err := strconv.ParseFloat(strings.TrimSpace(share), 64)
		if err != nil || kind == "" || strings.ContainsAny(share, "xXpP_") { // hexadecimal is no way to write a share
			return nil, fmt.Errorf("--mix %q: %q is no share: write it as KIND=SHARE,KIND=SHARE, such as tags=0.05,short=0.3", text, strings.TrimSpace(part))
		}
		if _, twice := mix[kind]; twice {
			return nil, fmt.Errorf("--mix %q: %s has two shares: give it one", text, kind)
		}
		mix[kind] = n
	}
	return mix, nil
}

// mixes is an error for shares that cannot be drawn by.
func (o Options) mixes(f *Format) error {
	if !(o.CaptionDropout >= 0 && o.CaptionDropout < 1) { // NaN is neither
		return fmt.Errorf("export: --caption-dropout is %v: want a share from 0 to below 1, such as 0.1", o.CaptionDropout)
	}
	if o.CaptionDropout > 0 && f.Captions {
		return fmt.Errorf("export: the format %s needs a caption of every image: leave out --caption-dropout, or choose another format", f.Name)
	}
	if len(o.Mix) > 0 && len(o.CaptionKinds) > 0 {
		return fmt.Errorf("export: --mix says which captions are taken, and --captions does too: leave one out")
	}
	sum := 0.0
	for _, kind := range slices.Sorted(maps.Keys(o.Mix)) {
		if !slices.Contains(mixKinds, kind) {
			return fmt.Errorf("export: mix: %w", registry.Unknown("kind of caption", kind, mixKinds))
		}
		share := o.Mix[kind]
		if !(share >= 0 && share <= 1) {
			return fmt.Errorf("export: mix: the share of %s is %v: want 0 to 1", kind, share)
		}
		sum += share
	}
	if sum > 1+1e-9 {
		return fmt.Errorf("export: mix: the shares add up to %v: want 1 at most; what they leave is for current captions", math.Round(sum*1e6)/1e6)
	}
	return nil
}

// mix puts the caption that the lot of the image falls on in the place of the
// current one, and drops it where its other lot says so. An image that has
// nothing of the kind keeps its current caption.
func (s *Sample) mix(o Options) {
	if kind := o.drawn(s.ID); kind != "" {
		if c := s.of(kind); c.Text != "" {
			s.Caption, s.Drawn = c, kind
		} else {
			s.Lacking = kind
		}
	}
	s.fallBack(o)
	if s.Caption.Text != "" {
		s.Caption.Text = led(o.Trigger, s.Caption.Text)
	}
	if o.CaptionDropout > 0 && share(lot(o.Seed, "caption dropout", s.ID)) < o.CaptionDropout && s.Caption.Text != "" {
		s.Caption, s.CaptionDropped = dataset.Caption{}, true
	}
}

// fallbacks are what can stand in for a caption that an image has not.
var fallbacks = []string{dataset.KindComposed, mixMedium, dataset.KindShort, mixTags, dataset.KindSource}

// fallBack gives an image without a caption the first of what was asked for that it has.
func (s *Sample) fallBack(o Options) {
	for _, kind := range o.Fallback {
		if s.Caption.Text != "" {
			return
		}
		if c := s.of(kind); c.Text != "" {
			s.Caption, s.FellBack = c, kind
		}
	}
}

// led is a text with the words before it that it is to begin with.
func led(trigger, text string) string {
	if trigger = strings.TrimSpace(trigger); trigger == "" || text == "" {
		return cmp.Or(text, trigger)
	}
	return trigger + ", " + text
}

// drawn is the kind that the lot of an id falls on, or empty for what the
// shares leave. It depends on the seed, the id and the shares alone.
func (o Options) drawn(id string) string {
	at := share(lot(o.Seed, "caption mix", id))
	for _, kind := range mixKinds {
		if at -= o.Mix[kind]; at < 0 {
			return kind
		}
	}
	return ""
}

// of is the caption of a kind that the image has, or that its tags give.
func (s *Sample) of(kind string) dataset.Caption {
	if c := s.Captions[kind]; c.Text != "" {
		return c
	}
	form, ok := mixForms[kind]
	if !ok || kind == dataset.KindComposed && s.Caption.Text != "" {
		return dataset.Caption{}
	}
	c := dataset.Caption{ID: s.ID, Kind: kind, Backend: "compose", Text: compose.Caption(s.Tags, s.ID, compose.Options{Form: form})}
	if kind == mixMedium {
		c.Kind = dataset.KindComposed
	}
	return c
}

// countMix counts what the captions were taken from.
func (e *export) countMix(s *Sample) {
	if s.CaptionDropped {
		e.summary.Counts[countDropout]++
	}
	if s.FellBack != "" {
		e.fell[s.FellBack]++
	}
	if len(e.options.Mix) == 0 {
		return
	}
	e.mixed[s.Drawn]++
	if s.Lacking != "" {
		e.lacking[s.Lacking]++
	}
}

// fallbackNotes say what stands in for captions.
func (e *export) fallbackNotes(note func(string, ...any)) {
	for _, kind := range fallbacks {
		if n := e.fell[kind]; n > 0 {
			note("%s without a caption %s %s in its place", digits.Form(n, "1 image", digits.Commas(n)+" images"), digits.Form(n, "has", "have"), fallbackNames[kind])
		}
	}
}

var fallbackNames = map[string]string{dataset.KindComposed: "a sentence or more composed from tags", mixMedium: "a medium caption composed from tags", dataset.KindShort: "a short caption composed from tags",
	mixTags: "a line of tags", dataset.KindSource: "the text that came with it"}

// mixNotes say what became of the mix.
func (e *export) mixNotes(note func(string, ...any)) {
	if n := e.summary.Counts[countDropout]; n > 0 {
		note("%d of %d images have no caption by the dropout asked for (column caption_dropped)", n, e.summary.Kept)
	}
	if len(e.options.Mix) == 0 || e.summary.Kept == 0 {
		return
	}
	var parts []string
	for _, kind := range append(slices.Clone(mixKinds), "") {
		if n := e.mixed[kind]; n > 0 {
			name := kind
			if kind == "" {
				name = "current"
			}
			parts = append(parts, fmt.Sprintf("%s %s (%s)", name, digits.Commas(n), percent(float64(n)/float64(e.summary.Kept))))
		}
	}
	note("captions mixed: %s", strings.Join(parts, ", "))
	for _, kind := range mixKinds {
		if n := e.lacking[kind]; n > 0 {
			note("%s drawn for kind %s and had none, so that the current caption stays", digits.Form(n, "1 image was", digits.Commas(n)+" images were"), kind)
		}
	}
}
