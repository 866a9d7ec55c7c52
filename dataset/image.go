package dataset

import "time"

// Status says what became of an image when it was decoded.
type Status = string

const (
	StatusOK         Status = "ok"         // every pixel is there
	StatusDamaged    Status = "damaged"    // some of the picture is lost
	StatusUnreadable Status = "unreadable" // an image by its content or name, of which nothing can be shown
	StatusNotImage   Status = "not-image"  // named like an image, and something else inside
)

// Image is a row of the images table: one for each file found, sorted by Path.
// Ids may repeat: two files of the same bytes are two rows.
type Image struct {
	Path     string    `parquet:"path" json:"path"` // relative to the source, "/" separated
	ID       string    `parquet:"id" json:"id"`     // empty only when the bytes could not be read
	Bytes    int64     `parquet:"bytes" json:"bytes"`
	Modified time.Time `parquet:"modified,timestamp(microsecond)" json:"modified"`
	Stamp    string    `parquet:"stamp" json:"stamp"` // of the file's and its sidecars' sizes and times: while it is the same, they are not read again

	Format      string   `parquet:"format" json:"format"` // by content: jpeg png gif webp avif jxl heic tiff bmp, or empty
	Width       int32    `parquet:"width" json:"width"`   // of the first frame, after orientation
	Height      int32    `parquet:"height" json:"height"`
	Frames      int32    `parquet:"frames" json:"frames"`
	Orientation int32    `parquet:"orientation" json:"orientation"` // the EXIF value, 1 to 8
	Bits        int32    `parquet:"bits" json:"bits"`               // per sample, as stored
	Mode        string   `parquet:"mode" json:"mode"`               // grey, grey+alpha, rgb, rgba, palette, cmyk … as stored
	Status      Status   `parquet:"status" json:"status"`
	Error       string   `parquet:"error,optional" json:"error,omitempty"` // why, in one line, when Status is not ok
	Warnings    []string `parquet:"warnings,list" json:"warnings,omitempty"`

	Site           string     `parquet:"site,optional" json:"site,omitempty"`
	PostID         string     `parquet:"post_id,optional" json:"post_id,omitempty"`
	SourceURL      string     `parquet:"source_url,optional" json:"source_url,omitempty"`
	Rating         string     `parquet:"rating,optional" json:"rating,omitempty"` // general, sensitive, questionable or explicit; else as found
	Score          *int64     `parquet:"score,optional" json:"score,omitempty"`
	Created        *time.Time `parquet:"created,optional,timestamp(microsecond)" json:"created,omitempty"`
	TagsGeneral    []string   `parquet:"tags_general,list" json:"tags_general,omitempty"`
	TagsCharacter  []string   `parquet:"tags_character,list" json:"tags_character,omitempty"`
	TagsCopyright  []string   `parquet:"tags_copyright,list" json:"tags_copyright,omitempty"`
	TagsArtist     []string   `parquet:"tags_artist,list" json:"tags_artist,omitempty"`
	TagsMeta       []string   `parquet:"tags_meta,list" json:"tags_meta,omitempty"`
	Text           string     `parquet:"text,optional" json:"text,omitempty"`         // a caption that came with the image
	AltText        string     `parquet:"alt_text,optional" json:"alt_text,omitempty"` // alt text of a web page
	Prompt         string     `parquet:"prompt,optional" json:"prompt,omitempty"`
	NegativePrompt string     `parquet:"negative_prompt,optional" json:"negative_prompt,omitempty"`
	Generator      string     `parquet:"generator,optional" json:"generator,omitempty"`
	Origin         string     `parquet:"metadata,optional" json:"metadata,omitempty"` // which readers spoke, and the sidecars' paths
}

// Metadata is what came with an image: its post on a booru, a sidecar file, or
// generation data inside it. Its fields are those of Image, which repeats them
// because the Parquet library reads pointers in embedded structs wrongly.
type Metadata struct {
	Site           string
	PostID         string
	SourceURL      string
	Rating         string // general, sensitive, questionable or explicit; else as found
	Score          *int64
	Created        *time.Time
	TagsGeneral    []string
	TagsCharacter  []string
	TagsCopyright  []string
	TagsArtist     []string
	TagsMeta       []string
	Text           string // a caption that came with the image
	AltText        string // alt text of a web page
	Prompt         string
	NegativePrompt string
	Generator      string
	Origin         string // which readers spoke, and the sidecars' paths
}

// Readable says whether anything of the picture can be shown.
func (img *Image) Readable() bool { return Readable(img.Status) }

// Readable says whether an image of that status has a picture to speak of.
func Readable(status Status) bool {
	return status == StatusOK || status == StatusDamaged
}

// SetMetadata puts every field of m into the row.
func (img *Image) SetMetadata(m Metadata) {
	img.Site = m.Site
	img.PostID = m.PostID
	img.SourceURL = m.SourceURL
	img.Rating = m.Rating
	img.Score = m.Score
	img.Created = m.Created
	img.TagsGeneral = m.TagsGeneral
	img.TagsCharacter = m.TagsCharacter
	img.TagsCopyright = m.TagsCopyright
	img.TagsArtist = m.TagsArtist
	img.TagsMeta = m.TagsMeta
	img.Text = m.Text
	img.AltText = m.AltText
	img.Prompt = m.Prompt
	img.NegativePrompt = m.NegativePrompt
	img.Generator = m.Generator
	img.Origin = m.Origin
}

// Metadata is the part of the row that came with the image.
func (img *Image) Metadata() Metadata {
	return Metadata{
		Site:           img.Site,
		PostID:         img.PostID,
		SourceURL:      img.SourceURL,
		Rating:         img.Rating,
		Score:          img.Score,
		Created:        img.Created,
		TagsGeneral:    img.TagsGeneral,
		TagsCharacter:  img.TagsCharacter,
		TagsCopyright:  img.TagsCopyright,
		TagsArtist:     img.TagsArtist,
		TagsMeta:       img.TagsMeta,
		Text:           img.Text,
		AltText:        img.AltText,
		Prompt:         img.Prompt,
		NegativePrompt: img.NegativePrompt,
		Generator:      img.Generator,
		Origin:         img.Origin,
	}
}
