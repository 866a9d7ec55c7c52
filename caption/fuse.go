package caption

import (
	"strings"
	"unicode"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/tags"
)

var _ = register(&Backend{
	Name: "fuse",
	Doc:  "the current caption and the tags or alt text made one, by a text model on an OpenAI-compatible server",
	Kind: dataset.KindFused,
	Ask: &Asking{
		URL: openaiServer.URL, URLEnv: openaiServer.URLEnv, KeyEnv: openaiServer.KeyEnv, Dial: openaiServer.Dial,
		Blind:  true,
		Prompt: "fuse",
		Ready: func(_ *asker, s *Subject) string {
			switch {
			case s.Current.Text == "":
				return "no caption"
			case s.Tags.Empty() && s.AltText == "":
				return "no tags and no alt text"
			}
			return ""
		},
		Bar:    contradicted,
		Accept: acceptFused,
	},
})

// Contradicted is the reason of a caption that is not fused because it speaks
// against the tags: such pairs want a person's eye.
const Contradicted = "contradicted"

func contradicted(a *asker, s *Subject) string {
	if len(check.Check(s.Tags, s.Current.Text, "", a.options.Check).Contradicted) > 0 {
		return Contradicted
	}
	return ""
}

// acceptFused takes a fusion of which every word that carries meaning comes
// from one side, and that denies nothing that neither side denies.
func acceptFused(_ *asker, s *Subject, fused string) string {
	negations, strange := strangers(fused, append(wordings(s.Tags), s.Current.Text, s.AltText)...)
	if len(strange) > 0 || negations {
		return Unfused
	}
	return ""
}

// wordings are the words in which tags may be said.
func wordings(c tags.Categories) (all []string) {
	for _, tag := range c.All() {
		all = append(all, tags.Words(tag))
		for _, form := range tags.Forms(tag) {
			all = append(all, form.Text)
		}
	}
	return all
}

// strangers are the words of a text that carry meaning and are, in no
// inflection, in any of its sources, and whether it denies something when they
// do not.
func strangers(text string, sources ...string) (negation bool, strange []string) {
	known := map[string]bool{}
	denied := false
	for _, source := range sources {
		for _, w := range wordsIn(source) {
			known[root(w)] = true
			denied = denied || negations[w]
		}
	}
	seen := map[string]bool{}
	for _, w := range wordsIn(text) {
		if negations[w] && !denied {
			negation = true
		}
		if r := root(w); !known[r] && !glue[w] && !seen[r] && len(w) > 1 {
			seen[r] = true
			strange = append(strange, w)
		}
	}
	return negation, strange
}

func wordsIn(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' })
}

// root takes the endings of English inflection off a word, roughly: it only
// has to be the same for a word in two forms.
func root(w string) string {
	w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "'")
	for _, ending := range []string{"ing", "edly", "ied", "ies", "ed", "es", "ly", "s", "y", "e"} {
		if rest, ok := strings.CutSuffix(w, ending); ok && len(rest) >= 3 {
			w = rest
			break
		}
	}
	if n := len(w); n > 3 && w[n-1] == w[n-2] {
		w = w[:n-1] // sitting: sitt, sit
	}
	if rest, ok := strings.CutSuffix(w, "e"); ok && len(rest) >= 3 {
		w = rest
	}
	return w
}

var negations = wordSet("no not without never none nobody nothing nor neither isn't aren't doesn't don't lacks lacking absent")

// glue are words that a sentence may need without saying anything new.
var glue = wordSet(`a an the and or but nor so yet as of in on at to from by with without into onto over under above below behind beside between near
	around through across along toward towards against upon within while who whom whose which that this these those there here it its it's is are was were be
	been being am has have had having do does did can could may might will would she he they her his their hers him them herself himself themselves one two
	three four each both all another other some any same own also too very more most just only up down out off then than when where how
	wearing wears worn dressed clad adorned paired features featuring featured shows shown showing depicts depicted depicting appears seen visible
	stands standing set placed look looks looking gives giving holds holding rests resting complemented including includes along together
	image picture illustration scene artwork drawing view figure character person someone subject background foreground front back side`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}
