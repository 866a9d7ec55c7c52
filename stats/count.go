package stats

import (
	"cmp"
	"slices"
)

// stage counts every property over the images that came as far as a stage.
func (s *set) stage(name string, top int) StageReport {
	least := stageLevel[name]
	r := StageReport{Name: name}
	for i, l := range s.level {
		if l >= least {
			r.N += s.weight(i, least)
		}
	}
	tags := s.countTags(least)
	for at, p := range Properties() {
		if p.Names {
			r.Distributions = append(r.Distributions, s.names(p, tags, r.N, top))
			continue
		}
		r.Distributions = append(r.Distributions, s.count(at, p, least, r.N, top))
	}
	if least == levelExported {
		r.widen(s.support())
	}
	return r
}

// support is how many independent images each view of an exported image is
// worth: an image that is seen three times tells no more than once (Kish 1965,
// (Σw)²/Σw² over Σw).
func (s *set) support() float64 {
	sum, squares := 0., 0.
	for i, l := range s.level {
		if l >= levelExported {
			w := float64(s.repeats[i])
			sum += w
			squares += w * w
		}
	}
	if squares == 0 {
		return 1
	}
	return sum / squares
}

// widen sets the intervals of a stage whose counts are worth less than they say.
func (r *StageReport) widen(worth float64) {
	for _, d := range r.Distributions {
		for i := range d.Shares {
			v, n := &d.Shares[i], d.Known
			if v.Value == Unknown {
				n = r.N
			}
			if n > 0 {
				v.Low, v.High = score(v.Share, float64(n)*worth)
			}
		}
	}
}

// weight is how often an image counts: of an exported set, as often as one
// pass sees it.
func (s *set) weight(i int, least level) int64 {
	if least == levelExported {
		return int64(s.repeats[i])
	}
	return 1
}

func (s *set) count(at int, p *Property, least level, n int64, top int) Distribution {
	counts := make([]int64, len(s.texts[at].text)+1)
	for i, code := range s.codes[at] {
		if s.level[i] >= least {
			counts[code] += s.weight(i, least)
		}
	}
	d := Distribution{Property: p, Known: n - counts[0]}
	for i, text := range s.texts[at].text {
		if counts[i+1] > 0 {
			d.Distinct++
		}
		if p.Values != nil || counts[i+1] > 0 {
			d.Shares = append(d.Shares, shareOf(text, counts[i+1], d.Known))
		}
	}
	switch {
	case p.Sorted:
		slices.SortFunc(d.Shares, func(a, b Share) int { return cmp.Compare(a.Value, b.Value) })
	case p.Values == nil:
		d.Shares = mostFrequent(d.Shares, top, d.Known)
	}
	d.Shares = append(d.Shares, shareOf(Unknown, counts[0], n))
	if p.Number != nil {
		d.Spread = s.spread(at, least)
	}
	return d
}

func shareOf(value string, k, n int64) Share {
	s := Share{Value: value, N: k}
	if n > 0 {
		s.Share = float64(k) / float64(n)
	}
	s.Low, s.High = wilson(k, n)
	return s
}

// mostFrequent leaves the top values, and the sum of the others under one name.
func mostFrequent(shares []Share, top int, known int64) []Share {
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value))
	})
	if len(shares) <= top {
		return shares
	}
	var others int64
	for _, s := range shares[top:] {
		others += s.N
	}
	return append(shares[:top:top], shareOf(otherValues, others, known))
}

// tagCounts is how many images of a stage have each tag, and any tag of each
// category.
type tagCounts struct {
	tags  []int64
	known map[string]int64
}

func (s *set) countTags(least level) tagCounts {
	c := tagCounts{tags: make([]int64, len(s.vocabulary.all)), known: map[string]int64{}}
	var known [len(categories)]int64
	for i, l := range s.level {
		if l < least {
			continue
		}
		last, weight := -1, s.weight(i, least)
		for _, tag := range s.arena.list(s.spans[i]) {
			c.tags[tag] += weight
			// The tags of an image are in the order of categories.
			if at := s.vocabulary.all[tag].category; int(at) != last {
				last = int(at)
				known[at] += weight
			}
		}
	}
	for at, n := range known {
		c.known[categories[at]] = n
	}
	return c
}

// names is the distribution of a property with names.
func (s *set) names(p *Property, counts tagCounts, n int64, top int) Distribution {
	d := Distribution{Property: p, Known: counts.known[p.category()]}
	var each []int64
	for tag, k := range counts.tags {
		if word := s.vocabulary.all[tag]; k > 0 && categories[word.category] == p.category() {
			each = append(each, k)
			d.Shares = append(d.Shares, Share{Value: word.text, N: k})
		}
	}
	d.Distinct = len(each)
	d.Lean = leanOf(each)
	d.Shares = mostFrequent(d.Shares, len(d.Shares), d.Known)
	d.Shares = d.Shares[:min(top, len(d.Shares))]
	for i, v := range d.Shares {
		d.Shares[i] = shareOf(v.Value, v.N, d.Known)
	}
	d.Shares = append(d.Shares, shareOf(Unknown, n-d.Known, n))
	return d
}

// dropped counts why images were not kept.
func (s *set) dropped() []Share {
	counts := make([]int64, len(s.reasons.text))
	for _, r := range s.reason {
		counts[r]++
	}
	var out []Share
	for r, k := range counts {
		if r > 0 && k > 0 {
			out = append(out, shareOf(s.reasons.text[r], k, int64(len(s.level))))
		}
	}
	return mostFrequent(out, len(out), 0)
}
