package caption

import (
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/clip"
)

// shortWords is how many words a shortened caption is asked to have, so that it
// fits the tokens that CLIP reads; tighter limits follow when it does not.
const (
	shortWords   = 45
	shorterWords = 30
)

// TooLong is the reason of a shortened caption that is not short enough.
const TooLong = "too_long"

var _ = register(&Backend{
	Name: "shorten",
	Doc:  "the current caption in 75 tokens of CLIP at most, by a text model on an OpenAI-compatible server; counted by clip_vocabulary, or else estimated",
	Kind: dataset.KindShort,
	Ask: &Asking{
		URL: openaiServer.URL, URLEnv: openaiServer.URLEnv, KeyEnv: openaiServer.KeyEnv, Dial: openaiServer.Dial,
		Blind:  true,
		Prompt: "shorten",
		Ready: func(_ *asker, s *Subject) string {
			if s.Current.Text == "" {
				return "no caption"
			}
			return ""
		},
		Already: func(a *asker, s *Subject) string {
			if a.tokensOf(s.Current.Text) <= clip.Room {
				return s.Current.Text
			}
			return ""
		},
		Accept: func(a *asker, s *Subject, caption string) string {
			if a.tokensOf(caption) > clip.Room {
				return TooLong
			}
			if _, strange := strangers(caption, s.Current.Text); len(strange) > 0 {
				return Unfused
			}
			return ""
		},
	},
})

// tokens counts the tokens of CLIP that a text has: exactly, when the options
// name the vocabulary's file.
func (o Options) tokens() (count func(text string) int, exact bool, err error) {
	if o.Vocabulary == "" {
		return clip.Estimate, false, nil
	}
	vocabulary, err := clip.Load(o.Vocabulary)
	if err != nil {
		return nil, false, err
	}
	return vocabulary.Count, true, nil
}
