package scan

import (
	"errors"
	"fmt"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
)

var _ = register(&Reader{
	Name:   "novelai",
	Doc:    "generation data of NovelAI, in PNG text or EXIF",
	Rank:   41,
	Inside: readNovelAI,
})

// readNovelAI reads the Comment, which is JSON with prompt, uc and v4_prompt.
func readNovelAI(texts []decode.Text) (dataset.Metadata, bool, error) {
	values := map[string]string{}
	for _, t := range texts {
		if _, seen := values[t.Key]; !seen {
			values[t.Key] = t.Value
		}
	}
	comment := values["Comment"]
	if comment == "" {
		comment = values["UserComment"]
	}
	if values["Software"] != "NovelAI" && values["Title"] != "AI generated image" || comment == "" {
		return dataset.Metadata{}, false, nil
	}
	p, ok, err := parsePost([]byte(comment))
	if err != nil {
		return dataset.Metadata{}, false, fmt.Errorf("the comment of NovelAI: %w", err)
	}
	if !ok {
		return dataset.Metadata{}, false, errors.New("the comment of NovelAI is JSON, but no object")
	}
	m := dataset.Metadata{
		Prompt:         p.text("prompt"),
		NegativePrompt: p.text("uc"),
		Generator:      strings.Join(nonEmpty("NovelAI", values["Source"]), ", "),
	}
	// Since version 4 each character has a prompt of its own.
	if v4 := p.object("v4_prompt").object("caption"); v4 != nil {
		people, _ := v4["char_captions"].([]any)
		for _, one := range people {
			if person, ok := one.(map[string]any); ok {
				m.Prompt = strings.Join(nonEmpty(m.Prompt, post(person).text("char_caption")), " | ")
			}
		}
	}
	return m, m.Prompt != "", nil
}

func nonEmpty(texts ...string) []string {
	var some []string
	for _, t := range texts {
		if t != "" {
			some = append(some, t)
		}
	}
	return some
}
