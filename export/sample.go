package export

import (
	"slices"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/tags"
)

// captionKinds in the order of their columns.
var captionKinds = []string{dataset.KindComposed, dataset.KindVLM, dataset.KindFused, dataset.KindShort, dataset.KindHuman, dataset.KindSource}

// Sample is one image as it is exported.
type Sample struct {
	ID    string
	Image []byte // file of the picture, nil when paths are exported
	Name  string // of that file: the id and an extension
	Path  string // of the image in the source

	Format        string // of Image
	Width, Height int
	Reencoded     bool

	Caption        dataset.Caption            // the one to train on; zero when there is none
	Captions       map[string]dataset.Caption // by kind
	Drawn          string                     // the kind that a mix took Caption from; empty = the current one
	Lacking        string                     // the kind that a mix would have taken and that there is none of
	FellBack       string                     // what stands in for the caption that there is none of
	First          string                     // a word that nothing is known of and that stood first among the tags as they came: a trigger
	CaptionDropped bool                       // Caption was left empty by chance
	Tags           tags.Categories
	Ordered        []string // all tags, in the order in which they read well
	Rating         string
	Merged         []string // tags that came from its duplicates, as category:tag
	People         string
	Gender         string
	Framing        string
	Score          *int64
	Created        *time.Time
	Site           string
	PostID         string
	SourceURL      string
	Prompt         string
	Generator      string
	GroupSize      int    // files that it stands for, itself included
	Family         string // id of the first of its variants
	Repeats        int    // times that it is to be seen in one pass
	Split          string
	Measured       []float64 // in the order of Options.Measures, NaN where there is none
	TagChanges     int
}

// pickCaption is the first of the preferred kinds that is there, or the
// current caption when no kind is preferred.
func pickCaption(all []dataset.Caption, preferred []string) dataset.Caption {
	for _, kind := range preferred {
		if i := slices.IndexFunc(all, func(c dataset.Caption) bool { return c.Kind == kind && c.Text != "" }); i >= 0 {
			return all[i]
		}
	}
	if i := slices.IndexFunc(all, func(c dataset.Caption) bool { return c.Current }); i >= 0 && len(preferred) == 0 {
		return all[i]
	}
	return dataset.Caption{}
}
