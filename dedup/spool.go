package dedup

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"sync"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// spool holds the thumbnails of all pictures that must be looked at in a file
// beside the tables, so that any of them is at hand while memory holds only where
// each begins. Others, of pairs that the memory of earlier runs should have
// known, are read from the table.
type spool struct {
	file *os.File
	at   map[int32]stretch

	mutex  sync.Mutex
	tables []measuresOf
}

// measuresOf is a table of measures of which the pictures have numbers from first on.
type measuresOf struct {
	path   string
	first  int32
	thumbs *table.Thumbs // nil until it is asked for
}

type stretch struct {
	offset int64
	length int32
}

// openSpool reads the measures once, or where few are needed only these, and
// keeps the thumbnails of pictures of which something is not known.
func (r *run) openSpool(candidates []candidate) (s *spool, err error) {
	needed := r.unknown(candidates)
	s = &spool{at: make(map[int32]stretch, len(needed))}
	first := int32(0)
	for _, dir := range append([]string{r.ws.Dir}, r.options.Reference...) {
		path := dataset.Workspace{Dir: dir}.Table(dataset.TableMeasures)
		s.tables = append(s.tables, measuresOf{path: path, first: first})
		n, err := table.Rows(path)
		if err != nil {
			return nil, err
		}
		first += int32(n)
	}
	if s.file, err = os.CreateTemp(r.ws.Dir, ".thumbs-*"); err != nil {
		return nil, fmt.Errorf("keep thumbnails at hand: %w", err)
	}
	if err := s.fill(needed, len(needed) > len(r.pictures)/8); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// unknown is the pictures of candidates that were not judged before, and those
// whose features are not known.
func (r *run) unknown(candidates []candidate) map[int32]bool {
	needed := map[int32]bool{}
	for i := range r.pictures {
		p := &r.pictures[i]
		if !r.options.NoCrops && p.trust >= r.options.MinTrust && r.memory.featuresOf(p) == nil {
			needed[int32(i)] = true
		}
	}
	for start := 0; start < len(candidates); {
		end := start
		for end < len(candidates) && candidates[end].pair() == candidates[start].pair() {
			end++
		}
		c := candidates[start]
		if !r.memory.knows(&r.pictures[c.a], &r.pictures[c.b], askSame, aboutWays(candidates[start:end])) {
			needed[c.a], needed[c.b] = true, true
		}
		start = end
	}
	return needed
}

// fill keeps the thumbnails that are needed: all is read if they are many.
func (s *spool) fill(needed map[int32]bool, many bool) error {
	if len(needed) == 0 {
		return nil
	}
	offset := int64(0)
	keep := func(i int32, thumb []byte) error {
		n, err := s.file.Write(thumb)
		if err != nil {
			return fmt.Errorf("keep thumbnails at hand: %w", err)
		}
		s.at[i] = stretch{offset, int32(n)}
		offset += int64(n)
		return nil
	}
	if !many {
		for _, i := range slices.Sorted(maps.Keys(needed)) {
			thumb, err := s.read(i)
			if err == nil {
				err = keep(i, thumb)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}
	i := int32(0)
	for _, t := range s.tables {
		for m, err := range table.ReadMeasures(t.path, nil, true) {
			if err == nil && needed[i] {
				err = keep(i, m.Print.Thumb)
			}
			if err != nil {
				return err
			}
			i++
		}
	}
	return nil
}

// read reads a thumbnail from its table.
func (s *spool) read(picture int32) ([]byte, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	k := len(s.tables) - 1
	for s.tables[k].first > picture {
		k--
	}
	t := &s.tables[k]
	if t.thumbs == nil {
		var err error
		if t.thumbs, err = table.OpenThumbs(t.path); err != nil {
			return nil, err
		}
	}
	return t.thumbs.Row(int64(picture - t.first))
}

// fetch is safe for concurrent use.
func (s *spool) fetch(picture int32) (*thumb, error) {
	at, ok := s.at[picture]
	if !ok {
		packed, err := s.read(picture)
		if err != nil {
			return nil, err
		}
		return unpack(packed)
	}
	packed := make([]byte, at.length)
	if _, err := s.file.ReadAt(packed, at.offset); err != nil {
		return nil, fmt.Errorf("read a thumbnail again: %w", err)
	}
	return unpack(packed)
}

// Close removes the file.
func (s *spool) Close() error {
	err := errors.Join(s.file.Close(), os.Remove(s.file.Name()))
	for _, t := range s.tables {
		if t.thumbs != nil {
			err = errors.Join(err, t.thumbs.Close())
		}
	}
	return err
}
