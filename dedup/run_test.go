package dedup

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// found is a picture as a scan would have recorded it.
type found struct {
	name string
	img  image.Image
	mode string
	tags []string

	created *time.Time
}

func TestWhatIsNoImageHandsOnNoTags(t *testing.T) {
	for status, want := range map[dataset.Status][]string{dataset.StatusOK: {"general:hat"}, dataset.StatusNotImage: {}, dataset.StatusUnreadable: {}} {
		ws := scanned(t, []found{{name: "a.png", img: blots(10, 64, 64), mode: "rgb", tags: []string{"smile"}}})
		images, err := table.ReadAll[dataset.Image](ws.Table(dataset.TableImages))
		if err != nil {
			t.Fatal(err)
		}
		other := images[0]
		other.Path, other.TagsGeneral = "b.png", []string{"hat"}
		images = append(images, other)
		for i := range images {
			images[i].Status = status
		}
		footer, err := table.ReadFooter(ws.Table(dataset.TableImages))
		if err != nil {
			t.Fatal(err)
		}
		if err := table.Write(ws.Table(dataset.TableImages), footer, table.All(images)); err != nil {
			t.Fatal(err)
		}
		if _, err := Run(context.Background(), ws, Options{}, nil); err != nil {
			t.Fatal(err)
		}
		groups, err := table.ReadAll[dataset.Group](ws.Table(dataset.TableGroups))
		if err != nil {
			t.Fatal(err)
		}
		if len(groups) != 1 || groups[0].Why != "2 files of the same bytes" {
			t.Fatalf("%s: groups %v, want one of two files of the same bytes", status, groups)
		}
		if d := cmp.Diff(want, groups[0].TagsMerged); d != "" {
			t.Errorf("%s: merged tags (-want +got):\n%s", status, d)
		}
	}
}

// scanned is a workspace of those pictures, in the order given.
func scanned(t *testing.T, pictures []found) dataset.Workspace {
	t.Helper()
	return scannedFrom(t, "", pictures)
}

// scannedFrom is scanned, of a source folder.
func scannedFrom(t *testing.T, source string, pictures []found) dataset.Workspace {
	t.Helper()
	ws := dataset.Workspace{Dir: t.TempDir()}
	var images []dataset.Image
	var measured []dataset.Measured
	for _, p := range pictures {
		f := frameOf(p.img)
		id := dataset.IDOf([]byte(p.name))
		images = append(images, dataset.Image{Path: p.name, ID: id, Format: "png", Mode: p.mode, Width: int32(f.Width), Height: int32(f.Height),
			Status: dataset.StatusOK, TagsGeneral: p.tags, Created: p.created})
		measured = append(measured, dataset.Measured{ID: id, Print: Print(f)})
	}
	slices.SortFunc(images, func(a, b dataset.Image) int { return strings.Compare(a.Path, b.Path) })
	slices.SortFunc(measured, func(a, b dataset.Measured) int { return strings.Compare(a.ID, b.ID) })
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan", Options: fmt.Appendf(nil, `{"source":%q}`, source)}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Write(measured...); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		t.Fatal(err)
	}
	return ws
}

// mirrored, turned, bordered and halved make copies of a picture.
func mirrored(img *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			out.SetNRGBA(x, y, img.NRGBAAt(img.Rect.Dx()-1-x, y))
		}
	}
	return out
}

func turned(img *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dy(), img.Rect.Dx()))
	for y := range out.Rect.Dy() {
		for x := range out.Rect.Dx() {
			out.SetNRGBA(x, y, img.NRGBAAt(y, img.Rect.Dy()-1-x))
		}
	}
	return out
}

func bordered(img *image.NRGBA, width int, level uint8) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dx()+2*width, img.Rect.Dy()+2*width))
	for i := range out.Pix {
		out.Pix[i] = level
		if i%4 == 3 {
			out.Pix[i] = 255
		}
	}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			out.SetNRGBA(x+width, y+width, img.NRGBAAt(x, y))
		}
	}
	return out
}

func halved(img *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, img.Rect.Dx()/2, img.Rect.Dy()/2))
	for i := range out.Pix {
		x, y, c := i/4%out.Rect.Dx(), i/4/out.Rect.Dx(), i%4
		sum := 0
		for _, at := range []int{img.PixOffset(2*x, 2*y), img.PixOffset(2*x+1, 2*y), img.PixOffset(2*x, 2*y+1), img.PixOffset(2*x+1, 2*y+1)} {
			sum += int(img.Pix[at+c])
		}
		out.Pix[i] = uint8(sum / 4)
	}
	return out
}

func greyed(img *image.NRGBA) *image.NRGBA {
	out := image.NewNRGBA(img.Rect)
	for i := 0; i < len(img.Pix); i += 4 {
		v := uint8((299*int(img.Pix[i]) + 587*int(img.Pix[i+1]) + 114*int(img.Pix[i+2]) + 500) / 1000)
		copy(out.Pix[i:], []uint8{v, v, v, img.Pix[i+3]})
	}
	return out
}

func TestEachKindOfDuplicateIsFoundAndNamed(t *testing.T) {
	base := blots(10, 320, 240)
	pictures := []found{
		{name: "base.png", img: base, mode: "rgb", tags: []string{"tree"}},
		{name: "same.png", img: base, mode: "palette", tags: []string{"tree", "sky"}},
		{name: "half.png", img: halved(base), mode: "rgb", tags: []string{"solo"}},
		{name: "mirror.png", img: mirrored(base), mode: "palette"},
		{name: "turned.png", img: turned(base), mode: "palette"},
		{name: "border.png", img: bordered(base, 24, 20), mode: "palette"},
		{name: "grey.png", img: greyed(base), mode: "rgb"},
		{name: "blank.png", img: bordered(image.NewNRGBA(image.Rect(0, 0, 1, 1)), 50, 255), mode: "rgb"},
	}
	for i := range 6 {
		pictures = append(pictures, found{name: fmt.Sprintf("other%d.png", i), img: blots(uint64(20+i), 320, 240), mode: "rgb"})
	}
	want := map[string]string{"same.png": "pixels", "half.png": "copy", "mirror.png": "flip", "turned.png": "rotation", "border.png": "copy", "grey.png": "grey"}
	var first [2][]byte
	for round, workers := range []int{1, 4} {
		if round == 1 {
			slices.Reverse(pictures)
		}
		ws := scanned(t, pictures)
		s, err := Run(context.Background(), ws, Options{Workers: workers}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if s.Found != 14 || s.Kept != 8 || s.Failed != 0 {
			t.Errorf("found %d, kept %d, failed %d; want 14, 8, 0", s.Found, s.Kept, s.Failed)
		}
		groups, err := table.ReadAll[dataset.Group](ws.Table(dataset.TableGroups))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, p := range pictures {
			for _, g := range groups {
				switch {
				case g.ID == dataset.IDOf([]byte(p.name)) && !g.Survivor:
					got[p.name] = g.Class
				case g.ID == dataset.IDOf([]byte(p.name)) && p.name == "blank.png":
					if !strings.HasPrefix(g.Why, "compared by its pixels only") {
						t.Errorf("of a blank picture it says %q", g.Why)
					}
				case g.ID == dataset.IDOf([]byte(p.name)):
					if p.name != "base.png" {
						t.Errorf("%s survived, want base.png", p.name)
					}
					if d := cmp.Diff([]string{"general:sky", "general:solo"}, g.TagsMerged); d != "" {
						t.Errorf("tags merged (-want +got):\n%s", d)
					}
				}
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("classes (-want +got):\n%s", d)
		}
		if first[round], err = os.ReadFile(ws.Table(dataset.TableGroups)); err != nil {
			t.Fatal(err)
		}
		again, err := Run(context.Background(), ws, Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if !again.UpToDate {
			t.Error("a second run did it all again")
		}
		s.UpToDate, s.Files = true, nil
		if d := cmp.Diff(s, again); d != "" {
			t.Errorf("summary of the second run (-first +second):\n%s", d)
		}
	}
	if !bytes.Equal(first[0], first[1]) {
		t.Error("the order of files or the number of workers changed the groups")
	}
}

func TestFingerprintsOfAnotherVersionAreRefused(t *testing.T) {
	ws := scanned(t, []found{{name: "a.png", img: blots(1, 64, 64)}})
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), nil)
	if err != nil {
		t.Fatal(err)
	}
	old := Print(frameOf(blots(1, 64, 64)))
	old.Version = PrintVersion + 1
	if err := w.Write(dataset.Measured{ID: dataset.IDOf([]byte("a.png")), Print: old}); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(dataset.Footer{Stage: "scan"}); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(context.Background(), ws, Options{}, nil); err == nil || !strings.Contains(err.Error(), "winnow scan") {
		t.Errorf("error %v, want one that says to scan again", err)
	}
}

func TestWhatCannotBeHashedStaysAloneAndSaysWhy(t *testing.T) {
	blank := bordered(image.NewNRGBA(image.Rect(0, 0, 1, 1)), 50, 255)
	ws := scanned(t, []found{{name: "blank.png", img: blank, mode: "rgb"}, {name: "picture.png", img: blots(1, 64, 64), mode: "rgb"}, {name: "none.png", img: image.NewNRGBA(image.Rect(0, 0, 0, 0))}})
	s, err := Run(t.Context(), ws, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if s.Kept != 3 || s.Counts["groups"] != 0 {
		t.Errorf("kept %d of 3, in %d groups", s.Kept, s.Counts["groups"])
	}
	groups, err := table.ReadAll[dataset.Group](ws.Table(dataset.TableGroups))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, g := range groups {
		if got[g.ID] = g.Why; !g.Survivor || g.Group != g.ID {
			t.Errorf("a row of %+v, want a survivor alone", g)
		}
	}
	want := map[string]string{
		dataset.IDOf([]byte("blank.png")): "compared by its pixels only: blank or nearly flat, with structure 0.00 where 0.06 is needed",
		dataset.IDOf([]byte("none.png")):  "not compared: it has no pixels that could be hashed",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("rows (-want +got):\n%s", d)
	}
}
