package dedup

import (
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// note is what came with the files of an id that is merged with another.
type note struct {
	files int
	first map[string]bool // tags of the first file, each as category:tag
	all   map[string]bool // of all files
}

type notebook map[string]*note

// readNotes reads the tags of those ids, and of ids of several files. What is no
// readable image has none to hand on: one error page is under posts of all sorts.
func (r *run) readNotes(ids map[string]bool) (notebook, error) {
	type row struct {
		ID            string   `parquet:"id"`
		Status        string   `parquet:"status"`
		TagsGeneral   []string `parquet:"tags_general,list"`
		TagsCharacter []string `parquet:"tags_character,list"`
		TagsCopyright []string `parquet:"tags_copyright,list"`
		TagsArtist    []string `parquet:"tags_artist,list"`
		TagsMeta      []string `parquet:"tags_meta,list"`
	}
	files := make([]int, r.own)
	several := false
	for _, i := range r.files {
		if i >= 0 {
			files[i]++
			several = several || files[i] > 1
		}
	}
	book := notebook{}
	if len(ids) == 0 && !several {
		return book, nil
	}
	at := -1
	for img, err := range table.Read[row](r.ws.Table(dataset.TableImages)) {
		if err != nil {
			return nil, err
		}
		at++
		i := r.files[at]
		if i < 0 || !ids[img.ID] && files[i] < 2 {
			continue
		}
		n, known := book[img.ID]
		if !known {
			n = &note{files: files[i], first: map[string]bool{}, all: map[string]bool{}}
			book[img.ID] = n
		}
		if !dataset.Readable(img.Status) {
			continue
		}
		for category, tags := range map[string][]string{
			"general": img.TagsGeneral, "character": img.TagsCharacter, "copyright": img.TagsCopyright, "artist": img.TagsArtist, "meta": img.TagsMeta,
		} {
			for _, tag := range tags {
				n.all[category+":"+tag] = true
			}
		}
		if !known {
			for tag := range n.all {
				n.first[tag] = true
			}
		}
	}
	return book, nil
}

// merged lists the tags that a survivor gains: those of its other files and of
// the losers that its first file lacks, by alphabet.
func (b notebook) merged(survivor string, losers []int32, pictures []picture) []string {
	own := b[survivor]
	gained := map[string]bool{}
	take := func(n *note) {
		for tag := range n.all {
			if !own.first[tag] {
				gained[tag] = true
			}
		}
	}
	take(own)
	for _, i := range losers {
		take(b[pictures[i].id])
	}
	out := make([]string, 0, len(gained))
	for tag := range gained {
		out = append(out, tag)
	}
	slices.Sort(out)
	return out
}
