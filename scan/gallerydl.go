package scan

import (
	"strings"

	"github.com/winnow-data/winnow/dataset"
)

var _ = register(&Reader{
	Name:     "gallery-dl",
	Doc:      "metadata files of gallery-dl for any of its sites",
	Sidecars: []string{"{file}.json", "{stem}.json"},
	Rank:     20,
	Sidecar:  readGalleryDL,
})

// readGalleryDL reads the object that gallery-dl's metadata post-processor
// writes: "category" names the site, and tags are lists or words, by category
// where the site has them.
func readGalleryDL(data []byte) (dataset.Metadata, bool, error) {
	p, ok, err := parsePost(data)
	if err != nil || !ok || !p.has("category", "subcategory") {
		return dataset.Metadata{}, false, err
	}
	m := dataset.Metadata{
		Site:          p.text("category"),
		PostID:        p.text("id", "post_id", "tweet_id"),
		SourceURL:     p.text("source", "post_url", "url"),
		Rating:        rating(p.text("rating")),
		Score:         p.integer("score", "total_bookmarks", "favorite_count"),
		Created:       p.time("date", "created_at", "create_date"),
		TagsGeneral:   p.tags("tags_general", "tag_string_general"),
		TagsCharacter: p.tags("tags_character", "tag_string_character"),
		TagsCopyright: p.tags("tags_copyright", "tag_string_copyright"),
		TagsArtist:    p.tags("tags_artist", "tag_string_artist"),
		TagsMeta:      append(p.tags("tags_metadata", "tags_meta", "tag_string_meta"), p.tags("tags_ai_model")...),
		Text:          p.text("caption", "content"),
		AltText:       p.text("alt_text", "description"),
	}
	sortInto(&m, p.tags("tags", "tag_string"))
	if score := p.object("score"); score != nil {
		m.Score = score.integer("total")
	}
	if m.Rating == "sensitive" && strings.HasPrefix(m.Site, "e6") {
		m.Rating = "general" // e621's "s" is "safe"
	}
	return m, true, nil
}
