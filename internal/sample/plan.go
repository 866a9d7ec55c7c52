package sample

import (
	"fmt"
	"strings"
)

// Kinds of files in a written folder. A share is out of 120 files.
const (
	KindPicture     = "picture"     // a picture of its own
	KindExact       = "exact"       // the same bytes under another name
	KindPixels      = "pixels"      // the same pixels in another format
	KindReencoded   = "reencoded"   // compressed again, harder
	KindResized     = "resized"     // smaller
	KindMirrored    = "mirrored"    // left and right exchanged
	KindRotated     = "rotated"     // a quarter turn
	KindCropped     = "cropped"     // a margin cut away
	KindBordered    = "bordered"    // a border around it
	KindGreyed      = "greyed"      // its colour taken away
	KindVariant     = "variant"     // drawn again with another expression
	KindPoster      = "poster"      // mostly text
	KindComic       = "comic"       // a page of panels
	KindBlank       = "blank"       // one colour
	KindDark        = "dark"        // nearly black
	KindBlurred     = "blurred"     // out of focus
	KindTiny        = "tiny"        // an icon
	KindStrip       = "strip"       // a banner of odd shape
	KindPlaceholder = "placeholder" // what a site shows for a lost image
	KindTruncated   = "truncated"   // a JPEG or PNG that ends early
	KindZeroTail    = "zero_tail"   // a JPEG whose second half was never written
	KindHTML        = "html"        // an error page named .jpg
	KindEmpty       = "empty"       // no bytes
)

var shares = []weight{
	{KindPoster, 5}, {KindExact, 3}, {KindReencoded, 3}, {KindVariant, 4}, {KindTruncated, 2}, {KindResized, 3}, {KindComic, 3}, {KindHTML, 2},
	{KindMirrored, 2}, {KindDark, 2}, {KindCropped, 2}, {KindBlank, 2}, {KindEmpty, 1}, {KindBordered, 2}, {KindGreyed, 1}, {KindZeroTail, 1},
	{KindPixels, 1}, {KindTiny, 1}, {KindStrip, 1}, {KindBlurred, 2}, {KindPlaceholder, 1}, {KindRotated, 1},
}

// entry is one file to be written.
type entry struct {
	kind   string
	number int // of the picture that it shows
	of     int // index of the entry that it was made from, -1 for none
}

// plan lists count entries: the shares as nearly as count allows, the rest
// pictures of their own, in mixed order, each copy after its original.
func plan(count int, seed uint64) []entry {
	d := roll(seed, "plan")
	var kinds []string
	for _, s := range shares {
		for range (s.n*count + 60) / 120 {
			kinds = append(kinds, s.name)
		}
	}
	kinds = kinds[:min(len(kinds), count*2/3)]
	for len(kinds) < count {
		kinds = append(kinds, KindPicture)
	}
	for i := len(kinds) - 1; i > 0; i-- {
		j := d.below(i + 1)
		kinds[i], kinds[j] = kinds[j], kinds[i]
	}
	entries := make([]entry, count)
	var originals []int
	for i, kind := range kinds {
		entries[i] = entry{kind: kind, number: i, of: -1}
		if kind == KindPicture {
			originals = append(originals, i)
		}
	}
	for i := range entries {
		if copied(entries[i].kind) {
			entries[i].of = original(d, originals, kinds[i], seed)
			entries[i].number = entries[i].of
		}
	}
	return entries
}

// original picks a picture that shows a copy of that kind for what it is: one
// in a plain format, and in colour when colour is what the copy lacks.
func original(d *dice, from []int, kind string, seed uint64) int {
	var number int
	for range 100 {
		number = from[d.below(len(from))]
		format := pictureFormat(seed, number)
		if (format == "jpeg" || format == "png") && (kind != KindGreyed || Invent(seed, number).Colouring == Coloured) {
			break
		}
	}
	return number
}

// pictureFormat is how the picture of that number is stored.
func pictureFormat(seed uint64, number int) string {
	return weighted(roll(seed, fmt.Sprint("format ", number)), []weight{{"jpeg", 60}, {"png", 28}, {"gif", 2}, {"animation", 2}, {"bmp", 1}, {"tiff", 1}, {"palette", 2}, {"alpha", 2}, {"exif", 2}})
}

func copied(kind string) bool {
	switch kind {
	case KindExact, KindPixels, KindReencoded, KindResized, KindMirrored, KindRotated, KindCropped, KindBordered, KindGreyed, KindVariant:
		return true
	}
	return false
}

// truth is what the entry shows.
func (e entry) truth(seed uint64) Truth {
	t := Invent(seed, e.number)
	d := roll(t.Seed, "plan "+e.kind)
	switch e.kind {
	case KindVariant:
		if t.Subject != Figures {
			t.Text = capital(pick(d, nouns...)) + " " + capital(pick(d, nouns...))
			return t
		}
		was := t.People[0].Expression
		t.People = append([]Person{}, t.People...)
		for t.People[0].Expression == was {
			t.People[0].Expression = pick(d, "smile", "open_mouth", "closed_eyes", "frown")
		}
	case KindPoster:
		return Truth{Seed: t.Seed, Subject: Poster, Artist: t.Artist}
	case KindComic:
		return Truth{Seed: t.Seed, Subject: Comic, Artist: t.Artist, Colouring: pick(d, Greyscale, Greyscale, Coloured)}
	case KindBlank:
		return Truth{Seed: t.Seed, Subject: Blank}
	case KindDark:
		t.Dark, t.Colouring = true, Coloured
	case KindPicture:
		if d.chance(4) {
			t.Text = capital(pick(d, nouns...)) + " " + capital(pick(d, nouns...))
		}
	}
	return t
}

func capital(word string) string { return strings.ToUpper(word[:1]) + word[1:] }
