package retag

import (
	"cmp"
	"context"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// sourceRow is what the images table says of tags.
type sourceRow struct {
	Path          string   `parquet:"path"`
	ID            string   `parquet:"id"`
	Site          string   `parquet:"site,optional"`
	Rating        string   `parquet:"rating,optional"`
	Status        string   `parquet:"status,optional"`
	TagsGeneral   []string `parquet:"tags_general,list"`
	TagsCharacter []string `parquet:"tags_character,list"`
	TagsCopyright []string `parquet:"tags_copyright,list"`
	TagsArtist    []string `parquet:"tags_artist,list"`
	TagsMeta      []string `parquet:"tags_meta,list"`
}

// source holds the tags of every id as they were found. Names are kept once.
type source struct {
	files int64 // that are images
	ids   []*found
	of    map[string]*found
	names map[string]string
}

// found is the union of what the files of an id say.
type found struct {
	id, path, site, rating string
	lists                  [5][]string
	notImage               bool // it has a row in the table, and is counted nowhere
}

// imagesOf counts the files that are images, and names the ids that are none.
func imagesOf(ws dataset.Workspace) (files int64, none map[string]bool, err error) {
	none = map[string]bool{}
	type status struct {
		ID     string `parquet:"id"`
		Status string `parquet:"status,optional"`
	}
	for row, err := range table.Read[status](ws.Table(dataset.TableImages)) {
		if err != nil {
			return 0, nil, err
		}
		if row.Status == dataset.StatusNotImage {
			none[row.ID] = true
		} else {
			files++
		}
	}
	return files, none, nil
}

func readSource(ctx context.Context, ws dataset.Workspace) (*source, error) {
	s := &source{of: map[string]*found{}, names: map[string]string{}}
	rows := 0
	for row, err := range table.Read[sourceRow](ws.Table(dataset.TableImages)) {
		if err != nil {
			return nil, err
		}
		if rows++; rows%4096 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if row.Status != dataset.StatusNotImage {
			s.files++
		}
		if row.ID == "" {
			continue
		}
		f, ok := s.of[row.ID]
		if !ok {
			f = &found{id: row.ID, path: row.Path, notImage: row.Status == dataset.StatusNotImage}
			s.of[row.ID] = f
			s.ids = append(s.ids, f)
		} else if !dataset.Readable(row.Status) {
			continue // an error page is under posts of all sorts: their tags have nothing to do with one another
		}
		f.rating = cmp.Or(f.rating, s.name(row.Rating))
		f.site = cmp.Or(f.site, s.name(row.Site))
		for i, list := range [][]string{row.TagsGeneral, row.TagsCharacter, row.TagsCopyright, row.TagsArtist, row.TagsMeta} {
			f.lists[i] = s.union(f.lists[i], list)
		}
	}
	slices.SortFunc(s.ids, func(a, b *found) int { return cmp.Compare(a.id, b.id) })
	return s, nil
}

// name is one copy of equal strings.
func (s *source) name(text string) string {
	if text == "" {
		return ""
	}
	if had, ok := s.names[text]; ok {
		return had
	}
	s.names[text] = text
	return text
}

func (s *source) union(have, more []string) []string {
	if have == nil && len(more) > 0 {
		have = make([]string, 0, len(more))
	}
	for _, tag := range more {
		tag = tags.Normal(tag)
		if tag != "" && !slices.Contains(have, tag) {
			have = append(have, s.name(tag))
		}
	}
	return have
}

// post is a copy that may be changed.
func (f *found) post() *post {
	p := &post{id: f.id, path: f.path, site: f.site, rating: f.rating}
	for i := range f.lists {
		p.lists[i] = slices.Clone(f.lists[i])
	}
	return p
}
