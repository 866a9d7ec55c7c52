package caption

import (
	"net/http"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
)

var openaiServer = Asking{
	URL:    "https://api.openai.com/v1",
	URLEnv: "OPENAI_BASE_URL",
	KeyEnv: "OPENAI_API_KEY",
	Dial: func(url string, key chat.Secret, connections int, limit func(http.Header)) chat.Model {
		return chat.NewOpenAI(url, key, connections, limit)
	},
}

var _ = register(&Backend{
	Name: "openai",
	Doc:  "a model behind any OpenAI-compatible chat server: OpenAI, vLLM, llama.cpp, LM Studio, Ollama, OpenRouter",
	Kind: dataset.KindVLM,
	Ask:  &openaiServer,
})
