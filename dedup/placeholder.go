package dedup

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// A picture under this many posts that have next to no tag in common and no
// common artist is what a site shows for a lost image, or its logo. The limits
// are those of the rule of that name in the recipe of filter.
const (
	placeholderPosts  = 3
	placeholderShared = .2
	postsListed       = 100 // of a placeholder, by name
	postsTold         = 3   // in a sentence
)

// posted is what the posts of one picture have in common.
type posted struct {
	seen    map[uint64]bool // hashes of site and post
	names   []string        // of the first posts by name, at most postsListed
	tags    map[string]int
	artists map[string]int
	tagged  int // posts with tags
	credit  int // posts with an artist
}

// findPlaceholders notes in the rows of survivors whether their picture is a
// placeholder, with the posts that it was found under.
func (r *run) findPlaceholders(rows []dataset.Group) error {
	survivor := map[string]int{}
	for i, row := range rows {
		if at, ok := slices.BinarySearchFunc(rows, row.Group, func(g dataset.Group, id string) int { return cmp.Compare(g.ID, id) }); ok {
			survivor[rows[i].ID] = at
		}
	}
	type row struct {
		ID          string   `parquet:"id"`
		Site        string   `parquet:"site"`
		PostID      string   `parquet:"post_id"`
		TagsGeneral []string `parquet:"tags_general,list"`
		TagsArtist  []string `parquet:"tags_artist,list"`
	}
	found := map[int]*posted{}
	seed := maphash.MakeSeed() // only equality is used
	for img, err := range table.Read[row](r.ws.Table(dataset.TableImages)) {
		if err != nil {
			return err
		}
		at, ok := survivor[img.ID]
		if !ok || img.PostID == "" {
			continue
		}
		p := found[at]
		if p == nil {
			p = &posted{seen: map[uint64]bool{}, tags: map[string]int{}, artists: map[string]int{}}
			found[at] = p
		}
		name := img.Site + "/" + img.PostID
		if h := maphash.String(seed, name); !p.seen[h] {
			p.seen[h] = true
			p.add(name, img.TagsGeneral, img.TagsArtist)
		}
	}
	for at, p := range found {
		if p.unrelated() {
			rows[at].Posts = p.names
			rows[at].Why = p.say(rows[at].Why)
		}
	}
	return nil
}

func (p *posted) add(name string, tags, artists []string) {
	at, _ := slices.BinarySearch(p.names, name)
	if at < postsListed {
		p.names = slices.Insert(p.names, at, name)
		p.names = p.names[:min(len(p.names), postsListed)]
	}
	count := func(n map[string]int, of *int, some []string) {
		if len(some) > 0 {
			*of++
		}
		for _, t := range some {
			n[t]++
		}
	}
	count(p.tags, &p.tagged, tags)
	count(p.artists, &p.credit, artists)
}

// unrelated says that nothing connects the posts but the picture.
func (p *posted) unrelated() bool {
	if len(p.seen) < placeholderPosts {
		return false
	}
	for _, n := range p.artists {
		if p.credit > 1 && n == p.credit {
			return false // all that name one name the same
		}
	}
	if p.tagged < 2 {
		return true
	}
	shared := 0
	for _, n := range p.tags {
		if n == p.tagged {
			shared++
		}
	}
	return float64(shared) < placeholderShared*float64(len(p.tags))
}

func (p *posted) say(why string) string {
	text := fmt.Sprintf("a placeholder: under %d posts that have nothing in common, such as", len(p.seen))
	for i, name := range p.names[:min(postsTold, len(p.names))] {
		if i > 0 {
			text += ","
		}
		text += " " + name
	}
	if why == "" {
		return text
	}
	return why + "; " + text
}
