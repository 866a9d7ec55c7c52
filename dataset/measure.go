package dataset

// Measure is one number about a frame. It knows nothing of thresholds.
type Measure struct {
	Name      string  // of the column: lower_snake_case
	Doc       string  // one sentence: what it is, its unit, what low and high mean
	Low, High float64 // the range of values; High is +Inf where there is no bound
	Version   int     // rises when Func would give another number of the same frame: the images are then measured anew
	// Func measures. NaN means that the frame has no such number, and is
	// stored as null. It is called concurrently on different frames.
	Func func(*Frame) float64
}

// Fingerprint is what telling duplicates apart needs of a picture, so that no
// file is opened again. All of it is made by package dedup, whose Version it
// carries.
type Fingerprint struct {
	Version int32   `json:"version"` // of the algorithms that made it
	PHash   uint64  `json:"phash"`   // 64-bit DCT hash of the whole view over white
	Trust   float64 `json:"trust"`   // 0–1: how much structure the hashes rest on; blank pictures have 0
	Hashes  []byte  `json:"hashes"`  // 256-bit hashes, 32 bytes each, of the views that dedup compares
	Thumb   []byte  `json:"thumb"`   // luma and chroma thumbnails for verification
}

// Measured is a row of the measures table: one for each id, sorted by ID.
type Measured struct {
	ID     string
	Values []float64 // one for each name of the table, NaN where there is none
	Print  Fingerprint
}
