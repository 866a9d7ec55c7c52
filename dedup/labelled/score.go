package labelled

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/dedup"
	"github.com/winnow-data/winnow/internal/table"
)

// examples bounds the lists of a report.
const examples = 1000

// decided is what dedup made of an id.
type decided struct {
	group  string
	class  string
	family string
}

func score(ws dataset.Workspace, bases []base, files []file) (*Report, error) {
	r := &Report{Pictures: len(bases), Files: len(files), Kinds: map[string]*Rate{}, Classes: map[string]*Rate{}, Confusion: map[string]map[string]int{}}
	by := map[string]decided{}
	for g, err := range table.Read[dataset.Group](ws.Table(dataset.TableGroups)) {
		if err != nil {
			return nil, err
		}
		by[g.ID] = decided{g.Group, g.Class, g.Family}
	}
	variants := map[[2]string]bool{}
	for p, err := range table.Read[dataset.Pair](ws.Table(dataset.TablePairs)) {
		if err != nil {
			return nil, err
		}
		if p.Class == dataset.ClassVariant {
			variants[[2]string{p.A, p.B}], variants[[2]string{p.B, p.A}] = true, true
		}
	}
	of := func(f *file) decided {
		if d, ok := by[f.id]; ok {
			return d
		}
		return decided{group: f.id}
	}
	s := &scorer{Report: r, bases: bases, of: of, variants: variants, byID: map[string]*file{}}
	for i := range files {
		s.byID[files[i].id] = &files[i]
	}
	for start := 0; start < len(files); {
		end := start
		for end < len(files) && files[end].base == files[start].base {
			end++
		}
		s.within(files[start:end])
		start = end
	}
	s.between(files)
	for i := range files {
		r.PrintTime += files[i].took.Seconds()
		r.PrintSize += float64(len(files[i].made.Print.Thumb)+len(files[i].made.Print.Hashes)+20) / float64(len(files))
	}
	return r, nil
}

type scorer struct {
	*Report
	bases    []base
	of       func(*file) decided
	variants map[[2]string]bool
	byID     map[string]*file
}

func note(list *[]string, format string, args ...any) {
	if len(*list) < examples {
		*list = append(*list, fmt.Sprintf(format, args...))
	}
}

func (s *scorer) name(f *file) string {
	return fmt.Sprintf("%s (%s)", filepath.Base(s.bases[f.base].path), f.kind.name)
}

func rate(m map[string]*Rate, key string) *Rate {
	if m[key] == nil {
		m[key] = &Rate{}
	}
	return m[key]
}

// within scores the files of one picture.
func (s *scorer) within(files []file) {
	first := &files[0]
	for i := range files {
		f := &files[i]
		merged := s.of(f).group == s.of(first).group
		switch f.kind.truth {
		case truthSame:
			if i == 0 {
				continue
			}
			rate(s.Kinds, f.kind.name).add(merged)
			rate(s.Classes, f.kind.class).add(merged)
			s.confuse(f, first, merged)
			if !merged {
				s.missed(first, f)
			}
		case truthVariant:
			s.Merged.add(merged)
			if merged {
				note(&s.Wrong, "%s merged with its original", s.name(f))
			}
			reported := !merged && (s.variants[[2]string{f.id, s.of(first).group}] || s.variants[[2]string{s.of(f).group, s.of(first).group}])
			rate(s.Kinds, f.kind.name).add(reported)
			s.Reported.add(reported)
			if !reported {
				s.missed(first, f)
			}
		}
	}
	for i := range files {
		for j := range i {
			a, b := &files[j], &files[i]
			if a.kind.truth == truthSame && b.kind.truth == truthSame && a.kind.class != dataset.ClassCrop && b.kind.class != dataset.ClassCrop {
				s.Recall.add(s.of(a).group == s.of(b).group)
			}
		}
	}
}

// missed notes why f was not recognised.
func (s *scorer) missed(first, f *file) {
	if len(s.Missed) == examples {
		return
	}
	e, err := dedup.Explain(&first.row, &f.row, &first.made, &f.made, dedup.Options{})
	if err != nil {
		note(&s.Missed, "%s: %v", s.name(f), err)
		return
	}
	led := func(f *file) string {
		if leader := s.byID[s.of(f).group]; leader != nil {
			return s.name(leader)
		}
		return "itself"
	}
	note(&s.Missed, "%s: led by %s, the original by %s: hashes %d, luma %s, colour %s, spot %s, agreement %s: %s", s.name(f), led(f), led(first), e.Bits, e.Luma, e.Chroma, e.Spot, e.Agreement, e.Sentence)
}

// confuse notes the class of a copy where the original itself survived.
func (s *scorer) confuse(f, first *file, merged bool) {
	given := "missed"
	if merged {
		if given = s.of(f).class; s.of(first).group != first.id && s.of(first).class != dataset.ClassPixels || given == "" {
			return
		}
	}
	if s.Confusion[f.kind.class] == nil {
		s.Confusion[f.kind.class] = map[string]int{}
	}
	s.Confusion[f.kind.class][given]++
}

// between scores the pairs that were merged.
func (s *scorer) between(files []file) {
	groups := map[string][]*file{}
	var order []string
	for i := range files {
		g := s.of(&files[i]).group
		if groups[g] == nil {
			order = append(order, g)
		}
		groups[g] = append(groups[g], &files[i])
	}
	hardMerged := map[*file]bool{}
	originals := map[string]bool{}
	for _, g := range order {
		members := groups[g]
		for i, b := range members {
			for _, a := range members[:i] {
				if a.id == b.id {
					continue
				}
				if a.base != b.base && a.kind.truth != truthHard && b.kind.truth != truthHard {
					// The folder may hold the same picture twice.
					text := fmt.Sprintf("%s ~ %s", filepath.Base(s.bases[a.base].path), filepath.Base(s.bases[b.base].path))
					if !originals[text] {
						originals[text] = true
						note(&s.Originals, "%s", text)
					}
					continue
				}
				right := a.base == b.base && a.kind.truth == truthSame && b.kind.truth == truthSame ||
					a.kind.truth == truthVariant && a.kind == b.kind && a.base == b.base
				s.Precision.add(right)
				if a.kind.truth == truthHard {
					hardMerged[a] = true
				}
				if b.kind.truth == truthHard {
					hardMerged[b] = true
				}
				if !right && a.kind.truth+b.kind.truth != truthSame+truthVariant {
					note(&s.Wrong, "%s ~ %s", s.name(a), s.name(b))
				}
			}
		}
	}
	for i := range files {
		if files[i].kind.truth == truthHard {
			s.Hard.add(hardMerged[&files[i]])
		}
	}
	slices.Sort(s.Originals)
}
