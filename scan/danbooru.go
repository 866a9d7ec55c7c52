package scan

import (
	"strings"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&Reader{
	Name:     "danbooru",
	Doc:      "posts of Danbooru and AIBooru as their API gives them, and as the yearly dumps do",
	Sidecars: []string{"{stem}.json", "{file}.json", "{stem}-danbooru.json"},
	Rank:     10,
	Sidecar:  readDanbooru,
})

// readDanbooru reads a post with tag_string_* (https://danbooru.donmai.us/wiki_pages/api:posts),
// or one of the dumps of 2018 to 2020, whose tags are objects with a category.
func readDanbooru(data []byte) (dataset.Metadata, bool, error) {
	p, ok, err := parsePost(data)
	if err != nil || !ok || p.has("category", "subcategory") {
		return dataset.Metadata{}, false, err
	}
	if p.has("tags", "md5") && !p.has("tag_string") {
		return readDump(p)
	}
	if !p.has("tag_string") && !p.has("tag_string_general") {
		return dataset.Metadata{}, false, nil
	}
	m := dataset.Metadata{
		Site:          siteOf(p.text("file_url"), p.text("large_file_url"), p.text("preview_file_url")),
		PostID:        p.text("id"),
		SourceURL:     p.text("source"),
		Rating:        rating(p.text("rating")),
		Score:         p.integer("score"),
		Created:       p.time("created_at"),
		TagsGeneral:   p.tags("tag_string_general"),
		TagsCharacter: p.tags("tag_string_character"),
		TagsCopyright: p.tags("tag_string_copyright"),
		TagsArtist:    p.tags("tag_string_artist"),
		TagsMeta:      append(p.tags("tag_string_meta"), p.tags("tag_string_ai_model")...),
	}
	sortInto(&m, p.tags("tag_string"))
	if p.has("tag_string_ai_model") {
		m.Site = "aibooru"
	} else if m.Site == "" {
		m.Site = "danbooru"
	}
	if ai := p.object("ai_metadata"); ai != nil {
		m.Prompt, m.NegativePrompt = ai.text("prompt"), ai.text("negative_prompt")
		m.Generator = ai.text("model_hash", "sampler")
	}
	return m, true, nil
}

// categories are Danbooru's numbers; AIBooru adds 6.
var categories = map[string]func(*dataset.Metadata) *[]string{
	"0": func(m *dataset.Metadata) *[]string { return &m.TagsGeneral },
	"1": func(m *dataset.Metadata) *[]string { return &m.TagsArtist },
	"3": func(m *dataset.Metadata) *[]string { return &m.TagsCopyright },
	"4": func(m *dataset.Metadata) *[]string { return &m.TagsCharacter },
	"5": func(m *dataset.Metadata) *[]string { return &m.TagsMeta },
	"6": func(m *dataset.Metadata) *[]string { return &m.TagsMeta },
}

func readDump(p post) (dataset.Metadata, bool, error) {
	list, _ := p["tags"].([]any)
	m := dataset.Metadata{
		Site: "danbooru", PostID: p.text("id"), SourceURL: p.text("source"),
		Rating: rating(p.text("rating")), Score: p.integer("score"), Created: p.time("created_at"),
	}
	if m.Rating == "sensitive" {
		m.Rating = "general" // these dumps are from before 2022, when "s" was "safe"
	}
	found := false
	for _, one := range list {
		tag, ok := one.(map[string]any)
		if !ok {
			continue
		}
		slot, ok := categories[post(tag).text("category")]
		if name := post(tag).text("name"); ok && name != "" {
			found = true
			*slot(&m) = append(*slot(&m), name)
		}
	}
	for _, slot := range categories {
		*slot(&m) = normalTags(*slot(&m))
	}
	if strings.HasPrefix(m.SourceURL, "http") || found {
		return m, found, nil
	}
	return dataset.Metadata{}, false, nil
}
