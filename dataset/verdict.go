package dataset

const (
	Keep = "keep"
	Drop = "drop"
)

// Reason is one rule that spoke about an image, and the number it spoke of.
type Reason struct {
	Rule      string   `parquet:"rule" json:"rule"`
	Measure   string   `parquet:"measure,optional" json:"measure,omitempty"`
	Value     *float64 `parquet:"value,optional" json:"value,omitempty"`
	Threshold string   `parquet:"threshold" json:"threshold"` // the condition as written, such as "text_area > 0.15"
}

// Verdict is a row of the verdicts table: one for each id, sorted by ID.
type Verdict struct {
	ID      string   `parquet:"id" json:"id"`
	Verdict string   `parquet:"verdict" json:"verdict"`                    // keep or drop
	Stage   string   `parquet:"stage,optional" json:"stage,omitempty"`     // that dropped it: scan, dedup, filter or review
	Reasons []Reason `parquet:"reasons,list" json:"reasons"`               // what dropped it
	Notes   []Reason `parquet:"notes,list" json:"notes"`                   // rules that only report
	Oddness *float64 `parquet:"oddness,optional" json:"oddness,omitempty"` // how far it is from what is usual in the set; null if that was not asked
	OddBy   string   `parquet:"odd_by,optional" json:"odd_by,omitempty"`   // the measure by which it is odd the most
}
