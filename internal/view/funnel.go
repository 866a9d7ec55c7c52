package view

import (
	"encoding/hex"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// Funnel counts what became of every file: failed if it is unreadable or no
// image, duplicate if its bytes came before under another path or dedup dropped
// it, filtered if anything else did, else kept. It needs the verdicts, and is an
// error if a readable image has none or the counts do not add up.
func Funnel(ws dataset.Workspace) (dataset.Funnel, error) {
	var f dataset.Funnel
	if err := table.Require(ws, dataset.TableImages, dataset.TableVerdicts); err != nil {
		return f, err
	}
	fates := map[[16]byte]fate{}
	for row, err := range table.ReadColumns(ws.Table(dataset.TableVerdicts), []string{"id", "verdict", "stage"}) {
		if err != nil {
			return f, err
		}
		id, err := halfID(row[0].(string))
		if err != nil {
			return f, err
		}
		fates[id] = fateOf(row[1], row[2])
	}
	seen := make(map[[16]byte]bool, len(fates))
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"id", "status", "path"}) {
		if err != nil {
			return f, err
		}
		f.Found++
		if status := row[1]; status != dataset.StatusOK && status != dataset.StatusDamaged {
			f.Failed++
			continue
		}
		id, err := halfID(row[0].(string))
		if err != nil {
			return f, err
		}
		if seen[id] {
			f.Duplicate++
			continue
		}
		seen[id] = true
		switch fates[id] {
		case kept:
			f.Kept++
		case duplicate:
			f.Duplicate++
		case filtered:
			f.Filtered++
		case failed:
			f.Failed++
		default:
			return f, fmt.Errorf("%s has no verdict: run `winnow filter -w %s` again", row[2], ws.Dir)
		}
	}
	return f, f.Check()
}

type fate byte

const (
	unknown fate = iota
	kept
	duplicate
	filtered
	failed
)

func fateOf(verdict, stage any) fate {
	switch {
	case verdict == dataset.Keep:
		return kept
	case stage == "dedup":
		return duplicate
	case stage == "scan":
		return failed
	}
	return filtered
}

// halfID is enough of an id to tell ten million apart.
func halfID(id string) (half [16]byte, err error) {
	if len(id) < 2*len(half) {
		return half, fmt.Errorf("%q is no id", id)
	}
	_, err = hex.Decode(half[:], []byte(id[:2*len(half)]))
	return half, err
}
