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
	Doc:  "the current caption in 75 tokens of CLIP at most, by a text model on an OpenAI-compatible server",
	Kind: dataset.KindShort,
	Ask: &Asking{
		URL: openaiServer.URL, URLEnv: openaiServer.URLEnv, KeyEnv: openaiServer.KeyEnv, Dial: openaiServer.Dial,
		Blind:  true,
		Prompt: "shorten",
		Ready: func(s *Subject) string {
			if s.Caption == "" {
				return "no caption"
			}
			return ""
		},
		Already: func(s *Subject) string {
			if clip.Estimate(s.Caption) <= clip.Room {
				return s.Caption
			}
			return ""
		},
		Accept: func(s *Subject, caption string) string {
			if clip.Estimate(caption) > clip.Room {
				return TooLong
			}
			if _, strange := strangers(caption, s.Caption); len(strange) > 0 {
				return Unfused
			}
			return ""
		},
	},
})
