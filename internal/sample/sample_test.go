package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestSameTruthSamePixelsOnEveryMachine(t *testing.T) {
	// The hashes are of pixels and fixed here, so that a machine which rounds
	// otherwise is found out.
	for name, tt := range map[string]struct {
		truth Truth
		want  string
	}{
		"a figure":    {Truth{Seed: 1, Framing: FullBody, Place: "field"}, "1b9ebc0d0849"},
		"two people":  {Truth{Seed: 2, People: []Person{{}, {Gender: "boy"}}, Place: "city", Time: "night"}, "7fd753d10d88"},
		"a poster":    {Truth{Seed: 3, Subject: Poster}, "aa388d80123d"},
		"a comic":     {Truth{Seed: 4, Subject: Comic}, "d9c84aac5459"},
		"a landscape": {Truth{Seed: 5, Subject: Landscape, Place: "forest", Time: "sunset", Text: "Summer"}, "26ba220135d6"},
	} {
		sum := sha256.Sum256(Draw(tt.truth, image.Pt(300, 400)).Pix)
		if got := hex.EncodeToString(sum[:6]); got != tt.want {
			t.Errorf("%s: its pixels hash to %s, want %s", name, got, tt.want)
		}
	}
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		sum := sha256.Sum256(data)
		name, _ := filepath.Rel(dir, path)
		all.WriteString(name + " " + hex.EncodeToString(sum[:]) + "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestSameOptionsSameFolder(t *testing.T) {
	one, two, three := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b"), filepath.Join(t.TempDir(), "c")
	for dir, seed := range map[string]uint64{one: 5, two: 5, three: 6} {
		if _, err := Write(dir, Options{Count: 40, Seed: seed, Side: 160}); err != nil {
			t.Fatal(err)
		}
	}
	if listing(t, one) != listing(t, two) {
		t.Error("the same options gave two different folders")
	}
	if listing(t, one) == listing(t, three) {
		t.Error("another seed gave the same folder")
	}
}

func TestFolderHoldsEveryKind(t *testing.T) {
	dir, truth := filepath.Join(t.TempDir(), "demo"), filepath.Join(t.TempDir(), "truth.csv")
	s, err := Write(dir, Options{Side: 128, Truth: truth})
	if err != nil {
		t.Fatal(err)
	}
	if s.Images != 120 {
		t.Errorf("%d images, want the 120 of the default", s.Images)
	}
	for _, want := range shares {
		if s.Kinds[want.name] != want.n {
			t.Errorf("%d images of kind %s, want %d", s.Kinds[want.name], want.name, want.n)
		}
	}
	rows, err := os.ReadFile(truth)
	if err != nil || strings.Count(string(rows), "\n") != 121 {
		t.Errorf("the truth has %d lines (%v), want a header and 120", strings.Count(string(rows), "\n"), err)
	}
	for _, form := range []string{"danbooru/*/*.json", "gallery-dl/*/*/*.json", "training/*/*.txt", "captioned/*.caption", "generated/*/*.png", "downloads/*"} {
		if found, err := filepath.Glob(filepath.Join(dir, form)); err != nil || len(found) == 0 {
			t.Errorf("nothing of the form %s (%v)", form, err)
		}
	}
}

func TestExactCopiesHaveTheBytesOfTheirOriginal(t *testing.T) {
	dir, truth := filepath.Join(t.TempDir(), "demo"), filepath.Join(t.TempDir(), "truth.csv")
	if _, err := Write(dir, Options{Side: 128, Truth: truth, Seed: 9}); err != nil {
		t.Fatal(err)
	}
	rows, err := os.ReadFile(truth)
	if err != nil {
		t.Fatal(err)
	}
	copies := 0
	for line := range strings.Lines(string(rows)) {
		f := strings.Split(line, ",")
		if f[1] != KindExact {
			continue
		}
		copies++
		a, err1 := os.ReadFile(filepath.Join(dir, f[0]))
		b, err2 := os.ReadFile(filepath.Join(dir, f[2]))
		if err1 != nil || err2 != nil || string(a) != string(b) || f[0] == f[2] {
			t.Errorf("%s is no copy of %s (%v, %v)", f[0], f[2], err1, err2)
		}
	}
	if copies != 3 {
		t.Errorf("%d exact copies, want 3", copies)
	}
}

func TestWriteRefuses(t *testing.T) {
	full := t.TempDir()
	if err := os.WriteFile(filepath.Join(full, "x"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	inside := t.TempDir()
	for name, tt := range map[string]struct {
		dir  string
		o    Options
		want string
	}{
		"a folder with something in it": {full, Options{Count: 1}, "not empty"},
		"a truth inside the folder":     {inside, Options{Count: 1, Truth: filepath.Join(inside, "truth.csv")}, "outside"},
		"a file as folder":              {filepath.Join(full, "x"), Options{Count: 1}, "not a directory"},
		"no images":                     {inside, Options{Count: -1}, "at least 1 image"},
	} {
		if _, err := Write(tt.dir, tt.o); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, tt.want)
		}
	}
}

func TestTagsSayWhatIsDrawn(t *testing.T) {
	truth := Truth{Seed: 1, Framing: FullBody, Place: "sea", Time: "night", People: []Person{{Gender: "girl", HairColour: "blonde", HairLength: "long", HairStyle: "twintails", EyeColour: "blue",
		Expression: "smile", Garment: "dress", Colour: "red", Pose: "holding", Held: "book", Headwear: "hat", HeadColour: "white", Neckwear: "none"}}}
	got := strings.Join(truth.Tags().General, " ")
	for _, want := range strings.Fields("1girl solo blonde_hair long_hair twintails blue_eyes smile red_dress holding_book white_headwear full_body ocean night") {
		if !strings.Contains(" "+got+" ", " "+want+" ") {
			t.Errorf("tags %q lack %s", got, want)
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		Draw(Truth{Seed: 1, Place: "city"}, image.Pt(768, 1024))
	}
}
