package caption

import (
	"net/http"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
)

var _ = register(&Backend{
	Name: "gemini",
	Doc:  "Google's Gemini by its native interface, with its safety filters off",
	Kind: dataset.KindVLM,
	Ask: &Asking{
		URL:    "https://generativelanguage.googleapis.com/v1beta",
		URLEnv: "GEMINI_BASE_URL",
		KeyEnv: "GEMINI_API_KEY",
		Dial: func(url string, key chat.Secret, connections int, limit func(http.Header)) chat.Model {
			return chat.NewGemini(url, key, connections, limit)
		},
	},
})
