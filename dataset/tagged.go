package dataset

// TagChange says how the effective tags of an image came to differ from those
// that it was found with.
type TagChange struct {
	Tag    string `parquet:"tag" json:"tag"`
	Change string `parquet:"change" json:"change"`                // added, removed or renamed
	From   string `parquet:"from,optional" json:"from,omitempty"` // the former name, or the id that it was merged from
	By     string `parquet:"by" json:"by"`                        // merge, alias, implication, rule, review or model
}

// Tagged is a row of the tags table: the effective tags of an id, sorted by ID.
// All names are in normal form: lower case, underscores.
type Tagged struct {
	ID        string      `parquet:"id" json:"id"`
	General   []string    `parquet:"general,list" json:"general"`
	Character []string    `parquet:"character,list" json:"character"`
	Copyright []string    `parquet:"copyright,list" json:"copyright"`
	Artist    []string    `parquet:"artist,list" json:"artist"`
	Meta      []string    `parquet:"meta,list" json:"meta"`
	Rating    string      `parquet:"rating,optional" json:"rating,omitempty"`
	Changes   []TagChange `parquet:"changes,list" json:"changes,omitempty"`
}
