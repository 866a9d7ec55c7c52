package dedup

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
)

// picture is an id as far as choosing the survivor needs it.
type picture struct {
	id       string
	number   int32 // in the memory of earlier runs
	standing standing
	pixels   [pixelBytes]byte
	trust    float64
	views    []viewHash

	path     string // the first of the id
	damaged  bool
	coloured bool
	area     float64 // pixels without margins
	detail   float64 // share of the resolution that is real
	repeated bool    // it is an enlargement without smoothing, or pixel art at a multiple of its size
	format   string
	mode     string
	quality  int
	opaque   bool
	margin   float64 // share of the area
	metadata int     // fields and tags that came with it
	created  int64   // seconds since 1970; the end of time when unknown
	width    int32
	height   int32
}

// advantage compares two pictures in one respect: negative when a is better,
// and what to say then.
type advantage struct {
	compare func(a, b *picture) int
	say     func(a, b *picture) string
}

// advantages decide which picture is better, the most important first. Each is
// a total order of classes, so that all together are one too. Colour comes
// before size: a copy without it is a lesser picture, however large.
var advantages = []advantage{
	{
		func(a, b *picture) int { return cmp.Compare(b.standing, a.standing) },
		func(a, b *picture) string { return a.standing.String() },
	},
	{
		func(a, b *picture) int { return compareBool(a.damaged, b.damaged) },
		func(a, b *picture) string { return "the other is damaged" },
	},
	{
		func(a, b *picture) int { return compareBool(b.coloured, a.coloured) },
		func(a, b *picture) string { return "it has colour" },
	},
	{
		func(a, b *picture) int { return cmp.Compare(b.sizeClass(), a.sizeClass()) },
		func(a, b *picture) string {
			switch {
			case a.area >= b.area && int64(a.width)*int64(a.height) > int64(b.width)*int64(b.height):
				return fmt.Sprintf("it is larger: %d×%d against %d×%d", a.width, a.height, b.width, b.height)
			case a.area > b.area:
				return fmt.Sprintf("more of it is picture: %.0f pixels without margins against %.0f", a.area, b.area)
			}
			return fmt.Sprintf("it has more detail: the other's %d×%d is an enlargement", b.width, b.height)
		},
	},
	{
		func(a, b *picture) int { return cmp.Compare(math.Round(a.margin*25), math.Round(b.margin*25)) },
		func(a, b *picture) string {
			return fmt.Sprintf("it has less margin: %.0f%% against %.0f%%", 100*a.margin, 100*b.margin)
		},
	},
	{
		func(a, b *picture) int { return cmp.Compare(b.fidelity(), a.fidelity()) },
		func(a, b *picture) string { return fmt.Sprintf("%s against %s", a.encoding(), b.encoding()) },
	},
	{
		func(a, b *picture) int { return cmp.Compare(b.quality/5, a.quality/5) },
		func(a, b *picture) string { return fmt.Sprintf("JPEG quality %d against %d", a.quality, b.quality) },
	},
	{
		func(a, b *picture) int { return compareBool(a.opaque, b.opaque) },
		func(a, b *picture) string { return "it kept its transparency" },
	},
	{
		func(a, b *picture) int { return cmp.Compare(b.metadata, a.metadata) },
		func(a, b *picture) string {
			return fmt.Sprintf("it has richer metadata: %d fields and tags against %d", a.metadata, b.metadata)
		},
	},
	{
		func(a, b *picture) int { return cmp.Compare(a.created, b.created) },
		func(a, b *picture) string { return "it was posted earlier" },
	},
	{
		func(a, b *picture) int {
			return cmp.Compare(int64(b.width)*int64(b.height), int64(a.width)*int64(a.height))
		},
		func(a, b *picture) string {
			return fmt.Sprintf("it is larger: %d×%d against %d×%d", a.width, a.height, b.width, b.height)
		},
	},
	{
		func(a, b *picture) int { return strings.Compare(a.path, b.path) },
		func(a, b *picture) string { return "its path comes first" },
	},
	{
		func(a, b *picture) int { return strings.Compare(a.id, b.id) },
		func(a, b *picture) string { return "its id comes first" },
	},
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// compareRank orders pictures, the better first.
func compareRank(a, b *picture) int { return compareBy(advantages, a, b) }

// compareQuality is compareRank of pictures that may all go.
func compareQuality(a, b *picture) int { return compareBy(advantages[1:], a, b) }

func compareBy(advantages []advantage, a, b *picture) int {
	for _, by := range advantages {
		if c := by.compare(a, b); c != 0 {
			return c
		}
	}
	return 0
}

// byName is how many of the advantages, the last ones, are none: a file must come first.
const byName = 2

// sameRank says that nothing but their names tells which of two pictures is better.
func sameRank(a, b *picture) bool {
	return !slices.ContainsFunc(advantages[:len(advantages)-byName], func(by advantage) bool { return by.compare(a, b) != 0 })
}

// whyBetter says why a is kept rather than b; upright, that it may be for how
// it stands.
func whyBetter(a, b *picture, upright bool) string {
	for _, by := range advantages {
		if c := by.compare(a, b); c < 0 {
			return by.say(a, b)
		} else if c > 0 {
			break
		}
	}
	if upright {
		return "it stands as its post, or more of the copies, say that it should"
	}
	if sameRank(a, b) {
		return "the copies agree with it more closely"
	}
	return "more of the copies agree with it"
}

// sizeClass is the logarithm of the real pixels, in steps of a fifth: cutting
// off a border by a pixel more makes no better picture. One that repeats its
// pixels is a step below the picture that it was made of.
func (p *picture) sizeClass() int {
	class := int(math.Round(math.Log(max(p.area*p.detail*p.detail, 1)) / math.Log(1.2)))
	if p.repeated {
		class -= 2 // however the margins of either were cut
	}
	return class
}

// fidelity is 2 for lossless formats, 1 for a palette and formats that may be
// lossless or not, 0 for those that lose.
func (p *picture) fidelity() int {
	switch p.format {
	case "png", "bmp", "tiff":
		if p.mode == "palette" {
			return 1
		}
		return 2
	case "gif", "webp", "jxl":
		return 1
	}
	return 0
}

func (p *picture) encoding() string {
	switch {
	case p.fidelity() == 2:
		return "lossless " + p.format
	case p.mode == "palette":
		return p.format + " of few colours"
	}
	return p.format
}

// metadataOf counts what came with an image.
func metadataOf(img *dataset.Image) int {
	n := len(img.TagsGeneral) + len(img.TagsCharacter) + len(img.TagsCopyright) + len(img.TagsArtist) + len(img.TagsMeta)
	for _, s := range []string{img.Site, img.PostID, img.SourceURL, img.Rating, img.Text, img.AltText, img.Prompt} {
		if s != "" {
			n++
		}
	}
	return n
}
