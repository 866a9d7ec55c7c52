package scan

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

func rawID(id string) (raw [32]byte) {
	// An id is made by dataset.IDOf or read from a table of ours.
	if n, err := hex.Decode(raw[:], []byte(id)); err != nil || n != len(raw) {
		panic(fmt.Sprintf("scan: %q is no id", id))
	}
	return raw
}

// writeMeasures merges what was measured now into what the table has, and
// leaves out what no image has any more.
func (s *scanner) writeMeasures(reuse bool) error {
	slices.SortFunc(s.ids, func(a, b [32]byte) int { return bytes.Compare(a[:], b[:]) })
	s.ids = slices.Compact(s.ids)
	names := make([]string, len(s.tools.Measures))
	for i, m := range s.tools.Measures {
		names[i] = m.Name
	}
	path := s.ws.Table(dataset.TableMeasures)
	out, err := table.CreateMeasures(path, names)
	if err != nil {
		return fmt.Errorf("write to the workspace: %w", err)
	}
	var former *table.Cursor[dataset.Measured]
	if reuse {
		former = table.NewCursor(table.ReadMeasures(path, names, true), func(m *dataset.Measured) string { return m.ID })
		defer former.Close()
	}
	for _, raw := range s.ids {
		m, err := s.find(hex.EncodeToString(raw[:]), former)
		if err == nil {
			err = out.Write(*m)
		}
		if err != nil {
			return errors.Join(err, out.Abort())
		}
	}
	return out.Commit(s.plan)
}

func (s *scanner) find(id string, former *table.Cursor[dataset.Measured]) (*dataset.Measured, error) {
	if m, err := s.journal.Measured(id); m != nil || err != nil {
		return m, err
	}
	if former != nil {
		m, ok, err := former.Seek(id)
		if err != nil {
			return nil, err
		}
		if ok {
			return &m, nil
		}
	}
	return nil, errUnmeasured
}
