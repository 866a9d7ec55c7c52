package caption

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// newWorkspace is a scanned and filtered set of n small pictures, of which
// every tenth was dropped. It gives the ids of the survivors.
func newWorkspace(t testing.TB, n int) (dataset.Workspace, []string) {
	t.Helper()
	return newWorkspaceOf(t, n, 1)
}

// newWorkspaceOf has pictures of 48×64 times scale.
func newWorkspaceOf(t testing.TB, n, scale int) (dataset.Workspace, []string) {
	t.Helper()
	source, ws := t.TempDir(), dataset.Workspace{Dir: t.TempDir()}
	var images []dataset.Image
	var verdicts []dataset.Verdict
	var kept []string
	for i := range n {
		file := drawn(t, i, scale)
		img := dataset.Image{Path: fmt.Sprintf("%05d.png", i), ID: dataset.IDOf(file), Modified: time.Unix(1e9+int64(i), 0).UTC(), Format: "png",
			Width: int32(48 * scale), Height: int32(64 * scale), Status: dataset.StatusOK, Rating: "general", TagsGeneral: []string{"1girl", "long_hair", "red_dress"}}
		if i%2 == 0 {
			img.AltText = fmt.Sprintf("A drawing of the number %d.", i)
		}
		if err := os.WriteFile(filepath.Join(source, img.Path), file, 0o644); err != nil {
			t.Fatal(err)
		}
		images = append(images, img)
		v := dataset.Verdict{ID: img.ID, Verdict: dataset.Keep}
		if i%10 == 9 {
			v.Verdict = dataset.Drop
		} else {
			kept = append(kept, img.ID)
		}
		verdicts = append(verdicts, v)
	}
	slices.SortFunc(verdicts, func(a, b dataset.Verdict) int { return strings.Compare(a.ID, b.ID) })
	slices.Sort(kept)
	footer := dataset.Footer{Stage: "scan", Options: fmt.Appendf(nil, `{"source":%q}`, source)}
	if err := table.Write(ws.Table(dataset.TableImages), footer, table.All(images)); err != nil {
		t.Fatal(err)
	}
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(footer); err != nil {
		t.Fatal(err)
	}
	if err := table.Write(ws.Table(dataset.TableVerdicts), dataset.Footer{Stage: "filter"}, table.All(verdicts)); err != nil {
		t.Fatal(err)
	}
	return ws, kept
}

// drawn is a PNG file of which no two numbers have the same.
func drawn(t testing.TB, number, scale int) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 48*scale, 64*scale))
	for y := range 64 * scale {
		for x := range 48 * scale {
			c := color.NRGBA{uint8(x / scale * 5), uint8(y / scale * 3), uint8(number), 255}
			// The number as blocks of eight pixels, which survive JPEG.
			if bit := y/scale/8*6 + x/scale/8; bit < 24 && number>>bit&1 == 1 {
				c = color.NRGBA{255, 255, 255, 255}
			}
			img.SetNRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readCaptions(t testing.TB, ws dataset.Workspace) []dataset.Caption {
	t.Helper()
	rows, err := table.ReadAll[dataset.Caption](ws.Table(dataset.TableCaptions))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// write is a file of its own.
func write(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
