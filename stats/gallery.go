package stats

import (
	"bytes"
	"fmt"
	"image/jpeg"
	"slices"
)

type gallery struct {
	ID, Title, Subtitle string
	Pictures            []picture
}

type picture struct {
	N, W, H     int
	Path, State string
	Class       string
	Shown       bool
}

// findingPictures is how many pictures stand beside a finding.
const findingPictures = 6

// unseen takes the pictures of a finding, first those that no finding above
// it has.
func (b *pageBuilder) unseen(list []int) []int {
	var chosen []int
	for _, again := range []bool{false, true} {
		for _, n := range list {
			if b.used[n] == again && len(chosen) < findingPictures && !slices.Contains(chosen, n) {
				chosen = append(chosen, n)
			}
		}
	}
	for _, n := range chosen {
		b.used[n] = true
	}
	return chosen
}

func (b *pageBuilder) glance() []gallery {
	var out []gallery
	for _, g := range []struct{ key, title string }{{"found", "As found"}, {"kept", "As kept"}} {
		if list := b.examples.keys[g.key]; len(list) > 0 && b.anyShown(list) {
			out = append(out, gallery{Title: fmt.Sprintf("%s: %d by chance", g.title, len(list)), Pictures: b.pictures(list, g.key == "found")})
		}
	}
	if len(b.Stages) == 1 && len(out) > 1 {
		return out[:1]
	}
	return out
}

func (b *pageBuilder) anyShown(list []int) bool {
	for _, n := range list {
		if b.small[n] != nil {
			return true
		}
	}
	return false
}

func (b *pageBuilder) pictures(list []int, states bool) []picture {
	var out []picture
	for _, n := range list {
		e := b.examples.all[n]
		p := picture{N: n, Path: e.path, Shown: b.small[n] != nil, Class: "kept"}
		if e.state != "kept" {
			p.Class = "not"
		}
		if states && e.state != "kept" {
			p.State = e.state
		}
		if c, err := jpeg.DecodeConfig(bytes.NewReader(b.small[n])); err == nil {
			p.W, p.H = c.Width, c.Height
		}
		out = append(out, p)
	}
	return out
}

func (b *pageBuilder) dropped() []gallery {
	var out []gallery
	for i, d := range b.Dropped {
		list := b.examples.keys["dropped/"+d.Value]
		pictures := b.pictures(list, false)
		for at, n := range list {
			pictures[at].State = b.examples.all[n].number
		}
		out = append(out, gallery{ID: fmt.Sprintf("dropped-%d", i), Title: b.whyTitle(d.Value, list),
			Subtitle: fmt.Sprintf("%s, %s of all found", thinned(images(d.N)), percent(d.Share)), Pictures: pictures})
	}
	return out
}

// whyTitle is a reason with the stage that it is of.
func (b *pageBuilder) whyTitle(reason string, list []int) string {
	if len(list) == 0 {
		return headOf(reason)
	}
	return headOf(b.examples.all[list[0]].state)
}
