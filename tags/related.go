package tags

import (
	"cmp"
	"math"
	"slices"
)

// Related is what tags have to do with those asked for, from the posts of a
// set and from the meaning of words.
type Related struct {
	Query        []string      `json:"query"`
	Posts        int64         `json:"posts"`        // of the set
	Matches      int64         `json:"matches"`      // posts that were asked for
	Related      []Association `json:"related"`      // come together more than by chance, the closest first
	Implied      []Association `json:"implied"`      // nearly always there too
	Broader      []Association `json:"broader"`      // implied, and used for more besides
	Narrower     []Association `json:"narrower"`     // imply what was asked for
	Alternatives []Association `json:"alternatives"` // stand in its place: exclude it, or are the same kind of thing and avoid it
}

// RelatedOptions limit an answer. The zero value has the defaults.
type RelatedOptions struct {
	MinLift    float64 `json:"min_lift"`    // of related tags; 0 = 1.1
	MinSupport int64   `json:"min_support"` // posts with both, at least; 0 = 3
	Limit      int     `json:"limit"`       // of each list; 0 = 20
}

const (
	impliedShare  = 0.95 // of the matches that have it
	narrowerShare = 0.9  // of its uses that are among the matches
	avoidedLift   = 0.5  // of alternatives at most
)

// Neighbours counts the tags of posts, and of those among them that were
// asked for, one post after the other.
type Neighbours struct {
	query   []string
	posts   int64
	matches int64
	uses    map[string]int64
	both    map[string]int64
}

// NewNeighbours asks for posts by tags; the query may be empty when Add is
// told what matches.
func NewNeighbours(query []string) *Neighbours {
	return &Neighbours{query: query, uses: map[string]int64{}, both: map[string]int64{}}
}

// Add counts a post, and whether it was asked for.
func (n *Neighbours) Add(post []string, matches bool) {
	n.posts++
	if matches {
		n.matches++
	}
	for _, tag := range post {
		n.uses[tag]++
		if matches {
			n.both[tag]++
		}
	}
}

// Answer sums up what was counted.
func (n *Neighbours) Answer(o RelatedOptions) Related {
	o.MinLift = cmp.Or(o.MinLift, 1.1)
	o.MinSupport = cmp.Or(o.MinSupport, 3)
	o.Limit = cmp.Or(o.Limit, 20)
	r := Related{Query: n.query, Posts: n.posts, Matches: n.matches}
	for tag, uses := range n.uses {
		if slices.Contains(n.query, tag) {
			continue
		}
		s := Associate(queryName(n.query), tag, n.both[tag], n.matches, uses, n.posts)
		r.sort(s, n.query, o)
	}
	closest := func(a, b Association) int {
		return cmp.Or(-cmp.Compare(a.Cosine*math.Max(a.NPMI, 0), b.Cosine*math.Max(b.NPMI, 0)), cmp.Compare(a.B, b.B))
	}
	frequent := func(a, b Association) int { return cmp.Or(-cmp.Compare(a.UsesB, b.UsesB), cmp.Compare(a.B, b.B)) }
	surest := func(a, b Association) int {
		return cmp.Or(-cmp.Compare(a.Confidence, b.Confidence), -cmp.Compare(a.Lift, b.Lift), cmp.Compare(a.B, b.B))
	}
	r.Related = first(r.Related, o.Limit, closest)
	r.Implied = first(r.Implied, o.Limit, surest)
	r.Broader = first(r.Broader, o.Limit, frequent)
	r.Narrower = first(r.Narrower, o.Limit, frequent)
	r.Alternatives = first(r.Alternatives, o.Limit, frequent)
	return r
}

func queryName(query []string) string {
	name := ""
	for i, tag := range query {
		if i > 0 {
			name += " "
		}
		name += tag
	}
	return name
}

// sort puts one tag into the lists that it belongs to.
func (r *Related) sort(s Association, query []string, o RelatedOptions) {
	byMeaning, narrower, alternative := false, false, false
	for _, q := range query {
		byMeaning = byMeaning || slices.Contains(Implies(q), s.B)
		narrower = narrower || slices.Contains(Implies(s.B), q)
		alternative = alternative || Excludes(q, s.B) || sameKind(q, s.B) && s.Lift < avoidedLift && s.UsesB >= o.MinSupport
	}
	enough := s.Support >= o.MinSupport
	switch {
	case byMeaning:
		r.Broader = append(r.Broader, s)
	case narrower || enough && s.Reverse >= narrowerShare && s.UsesB*2 < s.UsesA:
		r.Narrower = append(r.Narrower, s)
	case alternative:
		r.Alternatives = append(r.Alternatives, s)
		return
	}
	if enough && s.Confidence >= impliedShare && s.Lift >= o.MinLift {
		r.Implied = append(r.Implied, s)
	}
	if enough && s.Lift >= o.MinLift {
		r.Related = append(r.Related, s)
	}
}

// sameKind says that two tags name the same kind of thing: one slot and one head noun.
func sameKind(a, b string) bool {
	x, y := placeOf(a), placeOf(b)
	return x.known && x == y
}

func first(list []Association, limit int, order func(a, b Association) int) []Association {
	slices.SortFunc(list, order)
	if list == nil {
		return []Association{}
	}
	return list[:min(limit, len(list))]
}
