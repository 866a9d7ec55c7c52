package dataset

// Class is how two files show the same picture.
type Class = string

const (
	ClassExact    Class = "exact"    // same bytes; several paths of one id
	ClassPixels   Class = "pixels"   // same pixels, other file
	ClassCopy     Class = "copy"     // re-encoded, resized, bordered, watermarked, tone-shifted
	ClassCrop     Class = "crop"     // one is a part of the other
	ClassFlip     Class = "flip"     // mirrored
	ClassRotation Class = "rotation" // turned by quarters
	ClassGrey     Class = "grey"     // one is the other without colour
	ClassVariant  Class = "variant"  // same drawing, something redrawn: never merged
)

// Classes lists every Class, the closest first.
var Classes = []Class{ClassExact, ClassPixels, ClassCopy, ClassGrey, ClassFlip, ClassRotation, ClassCrop, ClassVariant}

// Pair is a row of the pairs table: two ids verified to show the same picture
// or drawing; A < B, sorted by A and then B. Exact copies share an id and need no row.
type Pair struct {
	A         string  `parquet:"a" json:"a"`
	B         string  `parquet:"b" json:"b"`
	Class     Class   `parquet:"class" json:"class"`
	Transform string  `parquet:"transform" json:"transform"` // what turns A into B, in words and numbers
	Distance  float64 `parquet:"distance" json:"distance"`   // 0 is the same; 1 is the limit of what is accepted
}

// Group is a row of the groups table: one for each id that is merged with
// another, belongs to a family of variants or could not be compared as others
// are (then why says so), sorted by ID.
type Group struct {
	ID         string   `parquet:"id" json:"id"`
	Group      string   `parquet:"group" json:"group"` // id of the survivor
	Survivor   bool     `parquet:"survivor" json:"survivor"`
	Class      Class    `parquet:"class,optional" json:"class,omitempty"` // how it differs from the survivor; null for the survivor
	Transform  string   `parquet:"transform,optional" json:"transform,omitempty"`
	Distance   *float64 `parquet:"distance,optional" json:"distance,omitempty"`
	Why        string   `parquet:"why" json:"why"`                          // why this one survived, or lost
	TagsMerged []string `parquet:"tags_merged,list" json:"tags_merged"`     // tags that the survivor gains, each as category:tag
	Family     string   `parquet:"family,optional" json:"family,omitempty"` // id of the first of its variants
	Posts      []string `parquet:"posts,list" json:"posts,omitempty"`       // of a placeholder's survivor: unrelated posts that show it, each as site/post, at most 100
}
