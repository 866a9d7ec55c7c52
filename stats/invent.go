package stats

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
)

// Truth is the shares with which Invent draws.
type Truth struct {
	Portrait float64 // taller than wide; the others are wider than tall
	Female   float64 // of the images, all people are; the others are male
	Multi    float64 // of the images show two people; the others one
	Grey     float64 // without colour
	Dropped  float64 // set aside by the filter, by lot
}

// Skewed is the set that people train on without knowing it.
var Skewed = Truth{Portrait: .99, Female: .9, Multi: .02, Grey: .05, Dropped: .1}

// inventedTags is how many more tags an invented image has, of a vocabulary
// whose frequencies fall as those of booru tags do.
const inventedTags = 26

// Invent writes a workspace of n images that do not exist: tables of images,
// measures, tags and verdicts whose truth is known, for tests and benchmarks.
func Invent(ws dataset.Workspace, n int, truth Truth, seed uint64) error {
	if err := os.MkdirAll(ws.Dir, 0o755); err != nil {
		return fmt.Errorf("invent a workspace: %w", err)
	}
	ids := make([]string, n)
	for i := range ids {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d/%d", seed, i))
		ids[i] = hex.EncodeToString(sum[:])
	}
	zipf := rand.NewZipf(rand.New(rand.NewPCG(seed, 1)), 1.1, 4, 100_000)
	options, err := json.Marshal(map[string]string{"source": InventedSource(ws)})
	if err != nil {
		return err
	}
	made := dataset.Footer{Stage: "invent", Seed: int64(seed), Options: options}
	if err := os.MkdirAll(InventedSource(ws), 0o755); err != nil {
		return fmt.Errorf("invent a workspace: %w", err)
	}
	images := func(yield func(dataset.Image, error) bool) {
		for i, id := range ids {
			if !yield(truth.image(i, id, seed, zipf), nil) {
				return
			}
		}
	}
	if err := table.Write(ws.Table(dataset.TableImages), made, images); err != nil {
		return err
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(ids[a], ids[b]) })
	if err := truth.measures(ws, made, ids, order, seed); err != nil {
		return err
	}
	return table.Write(ws.Table(dataset.TableVerdicts), made, func(yield func(dataset.Verdict, error) bool) {
		for _, i := range order {
			v := dataset.Verdict{ID: ids[i], Verdict: dataset.Keep}
			if lot(seed, i, "drop") < truth.Dropped {
				v.Verdict, v.Stage = dataset.Drop, "filter"
				v.Reasons = []dataset.Reason{{Rule: "small", Measure: "megapixels", Threshold: "megapixels < 0.1"}}
			}
			if !yield(v, nil) {
				return
			}
		}
	})
}

// InventedSource is the empty folder that an invented workspace says it was
// scanned from.
func InventedSource(ws dataset.Workspace) string { return filepath.Join(ws.Dir, "source") }

// lot is a number from 0 to 1 that is drawn for one image and purpose.
func lot(seed uint64, i int, purpose string) float64 {
	h := uint64(14695981039346656037) ^ seed*0x9e3779b97f4a7c15 ^ uint64(i)*0xbf58476d1ce4e5b9
	for _, c := range []byte(purpose) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	h ^= h >> 31
	h *= 0x94d049bb133111eb
	h ^= h >> 29
	return float64(h>>11) / (1 << 53)
}

func (t Truth) image(i int, id string, seed uint64, zipf *rand.Zipf) dataset.Image {
	img := dataset.Image{
		Path: fmt.Sprintf("%08d.jpg", i), ID: id, Bytes: 100_000, Stamp: "invented",
		Format: "jpeg", Width: 832, Height: 1216, Frames: 1, Orientation: 1, Bits: 8, Mode: "rgb", Status: dataset.StatusOK,
		Site: "booru.example", PostID: fmt.Sprint(i), Rating: "general",
		TagsCopyright: []string{fmt.Sprintf("series_%d", zipf.Uint64())},
		TagsCharacter: []string{fmt.Sprintf("character_%d", zipf.Uint64())},
		TagsArtist:    []string{fmt.Sprintf("artist_%d", zipf.Uint64())},
	}
	created := time.Date(2015+i%10, 1, 1, 0, 0, 0, 0, time.UTC)
	img.Created = &created
	if lot(seed, i, "portrait") >= t.Portrait {
		img.Width, img.Height = img.Height, img.Width
	}
	female, multi := lot(seed, i, "female") < t.Female, lot(seed, i, "multi") < t.Multi
	switch {
	case female && multi:
		img.TagsGeneral = []string{"2girls"}
	case female:
		img.TagsGeneral = []string{"1girl", "solo"}
	case multi:
		img.TagsGeneral = []string{"2boys"}
	default:
		img.TagsGeneral = []string{"1boy", "solo"}
	}
	img.TagsGeneral = append(img.TagsGeneral, []string{"upper_body", "portrait", "cowboy_shot", "full_body"}[int(4*lot(seed, i, "framing"))])
	for range inventedTags {
		img.TagsGeneral = append(img.TagsGeneral, fmt.Sprintf("thing_%d", zipf.Uint64()))
	}
	slices.Sort(img.TagsGeneral[3:])
	img.TagsGeneral = slices.Compact(img.TagsGeneral)
	return img
}

func (t Truth) measures(ws dataset.Workspace, made dataset.Footer, ids []string, order []int, seed uint64) error {
	w, err := table.CreateMeasures(ws.Table(dataset.TableMeasures), []string{"chroma", "text_area", "tint"})
	if err != nil {
		return err
	}
	for _, i := range order {
		chroma, area := 20+100*lot(seed, i, "chroma"), 0.
		if lot(seed, i, "grey") < t.Grey {
			chroma = 2
		}
		if lot(seed, i, "text") < .1 {
			area = math.Pow(lot(seed, i, "area"), 4)
		}
		if err := w.Write(dataset.Measured{ID: ids[i], Values: []float64{chroma, area, .9}}); err != nil {
			return err
		}
	}
	return w.Commit(made)
}
