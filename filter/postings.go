package filter

import (
	"cmp"
	"hash/maphash"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
)

// posting is how often one picture was posted, by whichever of its copies.
type posting struct {
	posts  int     // distinct posts
	shared float64 // of all general tags of these posts, the share that all of them have
	tagged bool    // at least two of the posts have tags
}

// postings are those of pictures that were posted more than once, by the id of
// the survivor.
type postings map[string]posting

// value is the column posts or shared_tags of an image; nil where nothing is known.
func (p postings) value(column string, row *view.Row) any {
	id := row.Text("group")
	if id == "" {
		id = row.ID
	}
	at, many := p[id]
	switch {
	case column == "posts" && many:
		return at.posts
	case column == "posts":
		return 1
	case at.tagged:
		return at.shared
	}
	return nil
}

// post is one file of a picture that has several.
type post struct {
	picture string
	name    uint64 // of the site and the post's number
	tags    []string
}

// readPostings counts the posts of each picture that has several files. Only
// those are held in memory.
func readPostings(ws dataset.Workspace) (postings, error) {
	pictureOf, err := readPictures(ws)
	if err != nil || len(pictureOf) == 0 {
		return postings{}, err
	}
	var posts []post
	seed := maphash.MakeSeed() // only equality of hashes is used
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"id", "site", "post_id", "tags_general"}) {
		if err != nil {
			return nil, err
		}
		id, _ := row[0].(string)
		site, _ := row[1].(string)
		number, _ := row[2].(string)
		picture, many := pictureOf[id]
		if !many || number == "" {
			continue
		}
		tags, _ := row[3].([]string)
		posts = append(posts, post{picture, maphash.String(seed, site+"\x00"+number), tags})
	}
	slices.SortStableFunc(posts, func(a, b post) int { return cmp.Compare(a.picture, b.picture) })
	all := postings{}
	for len(posts) > 0 {
		n := 1
		for n < len(posts) && posts[n].picture == posts[0].picture {
			n++
		}
		all[posts[0].picture] = summed(posts[:n])
		posts = posts[n:]
	}
	return all, nil
}

// readPictures gives each id that has another file of the same picture the id
// of the survivor.
func readPictures(ws dataset.Workspace) (map[string]string, error) {
	pictureOf := map[string]string{}
	if table.Has(ws, dataset.TableGroups) {
		for row, err := range table.ReadColumns(ws.Table(dataset.TableGroups), []string{"id", "group"}) {
			if err != nil {
				return nil, err
			}
			id, _ := row[0].(string)
			pictureOf[id], _ = row[1].(string)
		}
		return pictureOf, nil // dedup lists files of the same bytes too
	}
	seen := map[string]bool{}
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"id"}) {
		if err != nil {
			return nil, err
		}
		id, _ := row[0].(string)
		if id != "" && seen[id] {
			pictureOf[id] = id
		}
		seen[id] = true
	}
	return pictureOf, nil
}

func summed(posts []post) posting {
	names := map[uint64]bool{}
	count := map[string]int{}
	tagged := 0
	for _, p := range posts {
		if names[p.name] {
			continue
		}
		names[p.name] = true
		if len(p.tags) == 0 {
			continue
		}
		tagged++
		for _, t := range p.tags {
			count[t]++
		}
	}
	at := posting{posts: len(names), tagged: tagged > 1}
	for _, c := range count {
		if c == tagged {
			at.shared++
		}
	}
	if len(count) > 0 {
		at.shared /= float64(len(count))
	}
	return at
}
