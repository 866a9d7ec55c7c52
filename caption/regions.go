package caption

import (
	"cmp"
	"errors"
	"fmt"
	"image"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// Region is a part of a picture as templates see it.
type Region struct {
	Label string // what is there
	Where string // such as "upper left"

	box [4]float64 // x1, y1, x2, y2: shares of the upright picture
}

// mostRegions is how many parts of a picture are shown beside it: the largest.
const mostRegions = 6

// leastRegion is the share of a picture below which a part is not worth a look.
const leastRegion = 0.005

// readRegions reads the parts of all pictures, if the workspace has them.
func readRegions(ws dataset.Workspace) (map[string][]Region, error) {
	path := ws.Table(dataset.TableRegions)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the prompt speaks of regions, and there is no table of them: put it at %s (see docs/tables.md), or use another prompt", path)
	}
	all := map[string][]Region{}
	for row, err := range table.ReadForeign[dataset.Region](path) {
		if err != nil {
			return nil, err
		}
		if r, ok := regionOf(row); ok {
			all[row.ID] = append(all[row.ID], r)
		}
	}
	for id, of := range all {
		slices.SortStableFunc(of, func(a, b Region) int {
			return cmp.Or(cmp.Compare(b.area(), a.area()), slices.Compare(a.box[:], b.box[:]), strings.Compare(a.Label, b.Label))
		})
		all[id] = of[:min(len(of), mostRegions)]
	}
	return all, nil
}

// regionOf is a row in words; false when it names nothing, or no place.
func regionOf(row dataset.Region) (Region, bool) {
	r := Region{Label: strings.TrimSpace(row.Phrase), box: [4]float64{max(row.X1, 0), max(row.Y1, 0), min(row.X2, 1), min(row.Y2, 1)}}
	if r.Label == "" {
		r.Label = tags.Words(row.Tag)
	}
	if r.Label == "" || !(r.area() >= leastRegion) || r.box[0] >= r.box[2] {
		return r, false
	}
	r.Where = place(r.box[0]+r.box[2], r.box[1]+r.box[3])
	return r, true
}

func (r Region) area() float64 { return (r.box[2] - r.box[0]) * (r.box[3] - r.box[1]) }

// place says in which of nine fields a middle is, of which twice the shares are given.
func place(x, y float64) string {
	column := []string{"left", "", "right"}[third(x/2)]
	row := []string{"upper", "", "lower"}[third(y/2)]
	switch {
	case row == "" && column == "":
		return "middle"
	case row == "":
		return column
	case column == "":
		return map[string]string{"upper": "top", "lower": "bottom"}[row]
	}
	return row + " " + column
}

func third(share float64) int { return min(max(int(share*3), 0), 2) }

// margin is how much more than the region is shown around it, of its sides.
const margin = 0.08

// cut makes the pictures of the parts, each at most half as long as the whole.
func cut(img image.Image, regions []Region, side, quality int, detail string) (parts []*chat.Picture, err error) {
	whole, ok := img.(interface {
		SubImage(image.Rectangle) image.Image
	})
	if !ok {
		return nil, fmt.Errorf("a picture of type %T cannot be cut", img)
	}
	b := img.Bounds()
	for _, r := range regions {
		dx, dy := margin*(r.box[2]-r.box[0]), margin*(r.box[3]-r.box[1])
		rect := image.Rect(b.Min.X+along(r.box[0]-dx, b.Dx()), b.Min.Y+along(r.box[1]-dy, b.Dy()),
			b.Min.X+along(r.box[2]+dx, b.Dx()), b.Min.Y+along(r.box[3]+dy, b.Dy())).Intersect(b)
		if rect.Empty() {
			rect = image.Rect(rect.Min.X, rect.Min.Y, rect.Min.X+1, rect.Min.Y+1).Intersect(b)
		}
		p, err := encode(whole.SubImage(rect), max(side/2, 32), quality, detail)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return parts, nil
}

func along(share float64, pixels int) int { return int(math.Round(share * float64(pixels))) }
