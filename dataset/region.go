package dataset

// Region is a row of the table of regions: where something is in a picture. X
// and Y are shares, 0–1, of the width and height of the upright picture.
type Region struct {
	ID     string   `parquet:"id" json:"id"`
	Tag    string   `parquet:"tag,optional" json:"tag,omitempty"`       // what is there, as a tag
	Phrase string   `parquet:"phrase,optional" json:"phrase,omitempty"` // or in words
	X1     float64  `parquet:"x1" json:"x1"`
	Y1     float64  `parquet:"y1" json:"y1"`
	X2     float64  `parquet:"x2" json:"x2"`
	Y2     float64  `parquet:"y2" json:"y2"`
	Source string   `parquet:"source,optional" json:"source,omitempty"` // notes, generator, a model's name, file, review
	Score  *float64 `parquet:"score,optional" json:"score,omitempty"`
	By     string   `parquet:"by,optional" json:"by,omitempty"`
}
