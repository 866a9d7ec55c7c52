package scan

import (
	"regexp"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
)

var _ = register(&Reader{
	Name:   "a1111",
	Doc:    "generation parameters of Stable Diffusion web UIs, in PNG text or an EXIF comment",
	Rank:   40,
	Inside: readA1111,
})

// steps begins the last line of the parameters, after prompt and negative prompt.
var steps = regexp.MustCompile(`(?m)^Steps: \d+`)

// readA1111 reads "prompt\nNegative prompt: …\nSteps: 20, Sampler: …, Model: …".
func readA1111(texts []decode.Text) (dataset.Metadata, bool, error) {
	for _, text := range texts {
		if text.Key != "parameters" && text.Key != "UserComment" || strings.Contains(text.Value, "sui_image_params") {
			continue
		}
		at := steps.FindStringIndex(text.Value)
		if at == nil {
			continue
		}
		prompt, negative, _ := strings.Cut(text.Value[:at[0]], "Negative prompt:")
		m := dataset.Metadata{
			Prompt:         strings.TrimSpace(prompt),
			NegativePrompt: strings.TrimSpace(negative),
			Generator:      "stable diffusion web ui",
		}
		for _, setting := range strings.Split(text.Value[at[0]:], ", ") {
			if model, ok := strings.CutPrefix(setting, "Model: "); ok {
				m.Generator += ", " + model
			}
		}
		return m, true, nil
	}
	return dataset.Metadata{}, false, nil
}
