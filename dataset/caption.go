package dataset

import "time"

// Kinds of caption.
const (
	KindComposed = "composed" // written offline from tags
	KindVLM      = "vlm"      // by a vision model that saw the picture
	KindFused    = "fused"    // several texts made one by a model
	KindShort    = "short"    // a longer caption shortened
	KindHuman    = "human"    // written or corrected by a person
	KindSource   = "source"   // came with the image
)

// CheckFinding is one fault that a check found in a caption. Start and End are
// byte offsets into the caption's text, both 0 where no place can be named.
type CheckFinding struct {
	Rule     string `parquet:"rule" json:"rule"`         // missing, contradicted, invented, or the kind of a process failure
	Severity string `parquet:"severity" json:"severity"` // info, warn or fail
	Tag      string `parquet:"tag,optional" json:"tag,omitempty"`
	Start    int32  `parquet:"start" json:"start"`
	End      int32  `parquet:"end" json:"end"`
	Evidence string `parquet:"evidence,optional" json:"evidence,omitempty"`
}

// Caption is a row of the captions table: one for each id and kind, sorted by
// ID and then Kind.
type Caption struct {
	ID        string         `parquet:"id" json:"id"`
	Kind      string         `parquet:"kind" json:"kind"`
	Text      string         `parquet:"text" json:"text"`
	Language  string         `parquet:"language,optional" json:"language,omitempty"`
	Backend   string         `parquet:"backend" json:"backend"`
	Model     string         `parquet:"model,optional" json:"model,omitempty"`
	PromptSHA string         `parquet:"prompt_sha,optional" json:"prompt_sha,omitempty"`
	TagsSHA   string         `parquet:"tags_sha,optional" json:"tags_sha,omitempty"`
	Finish    string         `parquet:"finish,optional" json:"finish,omitempty"`
	TokensIn  int64          `parquet:"tokens_in" json:"tokens_in"`
	TokensOut int64          `parquet:"tokens_out" json:"tokens_out"`
	Cost      float64        `parquet:"cost" json:"cost"` // US dollars
	Created   time.Time      `parquet:"created,timestamp(microsecond)" json:"created"`
	Current   bool           `parquet:"current" json:"current"`                // the one that is exported
	Score     *float64       `parquet:"score,optional" json:"score,omitempty"` // 0–1 by the checks; null before they ran
	Checks    []CheckFinding `parquet:"checks,list" json:"checks"`
}
