package view

import "github.com/winnow-data/winnow/tags"

// described are the columns that tags say of people, or else a caption or the
// text that came with the image.
var described = map[string]func(*tags.Description) string{
	"people":  func(d *tags.Description) string { return d.People },
	"gender":  func(d *tags.Description) string { return d.Gender },
	"framing": func(d *tags.Description) string { return d.Framing },
}

// describedFrom are the columns that they are made from, beside the tags.
var describedFrom = []string{"caption", "text", "alt_text"}

func describe(row *Row) tags.Description {
	c := tags.Categories{
		General: row.List("tags_general"), Character: row.List("tags_character"), Copyright: row.List("tags_copyright"),
		Artist: row.List("tags_artist"), Meta: row.List("tags_meta"),
	}
	for _, column := range describedFrom {
		if text := row.Text(column); text != "" {
			return tags.Describe(c, text)
		}
	}
	return tags.Describe(c, "")
}
