package dedup

import (
	"errors"
	"fmt"
	"os"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// spool holds the thumbnails of all candidates in a file beside the tables, so
// that any of them is at hand while memory holds only where each begins.
type spool struct {
	file *os.File
	at   map[int32]stretch
}

type stretch struct {
	offset int64
	length int32
}

// openSpool reads the measures once and keeps the thumbnails of the candidates,
// or of all pictures that can be told apart.
func (r *run) openSpool(candidates []candidate, all bool) (s *spool, err error) {
	needed := map[int32]bool{}
	for i := range r.pictures {
		if all && r.pictures[i].trust >= r.options.MinTrust {
			needed[int32(i)] = true
		}
	}
	for _, c := range candidates {
		needed[c.a], needed[c.b] = true, true
	}
	file, err := os.CreateTemp(r.ws.Dir, ".thumbs-*")
	if err != nil {
		return nil, fmt.Errorf("keep thumbnails at hand: %w", err)
	}
	s = &spool{file: file, at: make(map[int32]stretch, len(needed))}
	if err := s.fill(r, needed); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *spool) fill(r *run, needed map[int32]bool) error {
	if len(needed) == 0 {
		return nil
	}
	i, offset := int32(0), int64(0)
	for _, dir := range append([]string{r.ws.Dir}, r.options.Reference...) {
		for m, err := range table.ReadMeasures(dataset.Workspace{Dir: dir}.Table(dataset.TableMeasures), nil, true) {
			if err != nil {
				return err
			}
			if needed[i] {
				n, err := s.file.Write(m.Print.Thumb)
				if err != nil {
					return fmt.Errorf("keep thumbnails at hand: %w", err)
				}
				s.at[i] = stretch{offset, int32(n)}
				offset += int64(n)
			}
			i++
		}
	}
	return nil
}

// fetch is safe for concurrent use.
func (s *spool) fetch(picture int32) (*thumb, error) {
	at := s.at[picture]
	packed := make([]byte, at.length)
	if _, err := s.file.ReadAt(packed, at.offset); err != nil {
		return nil, fmt.Errorf("read a thumbnail again: %w", err)
	}
	return unpack(packed)
}

// Close removes the file.
func (s *spool) Close() error { return errors.Join(s.file.Close(), os.Remove(s.file.Name())) }
