package dataset

import (
	"encoding/json"
	"path/filepath"
)

// Version of the tables: it rises when a column changes its name, type or
// meaning. A workspace of another version is refused, not misread.
const Version = 1

// Names of tables.
const (
	TableImages   = "images"
	TableMeasures = "measures"
	TablePairs    = "pairs"
	TableGroups   = "groups"
	TableTags     = "tags"
	TableVerdicts = "verdicts"
	TableCaptions = "captions"
	TableRegions  = "regions"
	TableExported = "exported"
)

// Tables lists every table in the order in which they are made.
var Tables = []string{TableImages, TableMeasures, TablePairs, TableGroups, TableTags, TableVerdicts, TableCaptions, TableExported}

// Workspace is a folder of tables. Each table appears whole and is replaced whole.
type Workspace struct {
	Dir string
}

// Table is the path of a table by its name.
func (w Workspace) Table(name string) string { return filepath.Join(w.Dir, name+".parquet") }

// Ledger is the path of the SQLite file of captions and reviews.
func (w Workspace) Ledger() string { return filepath.Join(w.Dir, "ledger.sqlite") }

// Footer is stored as JSON in each table under the Parquet metadata key
// "winnow": how the table was made.
type Footer struct {
	Stage   string            `json:"stage"`
	Version int               `json:"version"`
	Options json.RawMessage   `json:"options"`
	Inputs  map[string]string `json:"inputs"` // content hash of each table that it was made from
	Seed    int64             `json:"seed"`
	Content string            `json:"content"` // hash of the rows as stored, set by the writer
}
