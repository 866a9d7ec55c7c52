package dataset

// Exported is a row of the exported table: one for each id that the last
// export wrote, sorted by ID.
type Exported struct {
	ID      string `parquet:"id" json:"id"`
	Split   string `parquet:"split" json:"split"`     // train or validation
	Repeats int32  `parquet:"repeats" json:"repeats"` // times that it is to be seen in one pass
	Shard   string `parquet:"shard" json:"shard"`     // name of its shard, such as train-00000-of-00004
}
