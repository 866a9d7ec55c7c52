package stats

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Intersection is how the values of two properties go together at the last
// stage, over the images of which both are known, without those that show
// nobody when a property is of people.
type Intersection struct {
	A     string `json:"a"`
	B     string `json:"b"`
	N     int64  `json:"n"`
	Cells []Cell `json:"cells"`

	at [2]int // of the properties
}

// Cell is one value of each property.
type Cell struct {
	A           string  `json:"a"`
	B           string  `json:"b"`
	N           int64   `json:"n"`
	Share       float64 `json:"share"`
	Low         float64 `json:"low"`
	High        float64 `json:"high"`
	Expected    float64 `json:"expected"`    // images, if the properties had nothing to do with each other
	Lift        float64 `json:"lift"`        // n over expected
	P           float64 `json:"p"`           // two-sided, exact where few are expected
	Q           float64 `json:"q"`           // after Benjamini and Hochberg over all cells of the report
	Significant bool    `json:"significant"` // q < 0.05
}

// significance is the share of false discoveries that the report accepts.
const significance = 0.05

// defaultCross are the pairs that every report crosses.
var defaultCross = []string{"framing,gender", "people,gender", "colour,rating", "orientation,framing", "rating,gender", "colour,text"}

// valuesMost is how many values of an open property a crossing shows.
const valuesMost = 8

func (s *set) intersections(stage string, o Options) ([]Intersection, error) {
	crossings := []Intersection{}
	for _, text := range append(slices.Clone(defaultCross), o.Cross...) {
		a, b, err := s.pairOf(text)
		if err != nil {
			return nil, err
		}
		if x := s.cross(a, b, stageLevel[stage]); len(x.Cells) > 0 {
			crossings = append(crossings, x)
		}
	}
	control(crossings)
	return crossings, nil
}

// crossed reads "a,b".
func crossed(text string) (a, b string, ok bool) {
	a, b, _ = strings.Cut(text, ",")
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	return a, b, a != "" && b != ""
}

// pairOf are the places of the properties of "a,b".
func (s *set) pairOf(text string) (a, b int, err error) {
	left, right, ok := crossed(text)
	if !ok {
		return 0, 0, fmt.Errorf("cross %q: want two properties with a comma between them, such as %q", text, defaultCross[0])
	}
	if a, err = s.single(left); err != nil {
		return 0, 0, err
	}
	b, err = s.single(right)
	return a, b, err
}

// single is the place of a property with one answer for each image.
func (s *set) single(name string) (int, error) {
	for i, p := range s.properties {
		if !p.Names && p.Name == name {
			return i, nil
		}
	}
	return 0, fmt.Errorf("cross %s: it was not gathered", name)
}

func (s *set) cross(a, b int, least level) Intersection {
	x := Intersection{A: s.properties[a].Name, B: s.properties[b].Name, at: [2]int{a, b}}
	width := len(s.texts[b].text) + 1
	counts := make([]int64, (len(s.texts[a].text)+1)*width)
	rows, columns := make([]int64, len(s.texts[a].text)+1), make([]int64, width)
	emptyA, emptyB := s.empty(a), s.empty(b)
	for i, l := range s.level {
		ca, cb := int(s.codes[a][i]), int(s.codes[b][i])
		if l < least || ca == 0 || cb == 0 || ca == emptyA || cb == emptyB {
			continue
		}
		counts[ca*width+cb]++
		rows[ca]++
		columns[cb]++
		x.N++
	}
	for _, ca := range s.shown(a, rows) {
		for _, cb := range s.shown(b, columns) {
			c := cellOf(counts[ca*width+cb], rows[ca], columns[cb], x.N)
			c.A, c.B = s.texts[a].text[ca-1], s.texts[b].text[cb-1]
			x.Cells = append(x.Cells, c)
		}
	}
	return x
}

// empty is the code of the images that a crossing of the property leaves out,
// or -1.
func (s *set) empty(at int) int {
	if s.properties[at].Nobody == "" {
		return -1
	}
	return int(s.texts[at].number[s.properties[at].Nobody]) + 1
}

// shown are the codes of the values that occur: all in their order, or the
// most frequent of an open property.
func (s *set) shown(at int, counts []int64) []int {
	var codes []int
	for code := 1; code < len(counts); code++ {
		if counts[code] > 0 {
			codes = append(codes, code)
		}
	}
	if s.properties[at].Values != nil || s.properties[at].Sorted {
		return codes
	}
	slices.SortFunc(codes, func(x, y int) int {
		return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(s.texts[at].text[x-1], s.texts[at].text[y-1]))
	})
	return codes[:min(len(codes), valuesMost)]
}

func cellOf(k, row, column, n int64) Cell {
	c := Cell{N: k, Share: float64(k) / float64(n), Expected: float64(row) * float64(column) / float64(n)}
	c.Low, c.High = wilson(k, n)
	c.Lift = float64(k) / c.Expected
	c.P = surprise(k, row, column, n)
	return c
}

// exactBelow is the number of expected images below which the normal curve is
// no good approximation.
const exactBelow = 20

// surprise is the two-sided probability of a count as far from its expectation
// if the two properties were independent: hypergeometric where few images are
// expected, by the adjusted residual otherwise.
func surprise(k, row, column, n int64) float64 {
	expected := float64(row) * float64(column) / float64(n)
	if expected >= exactBelow {
		variance := expected * (1 - float64(row)/float64(n)) * (1 - float64(column)/float64(n))
		if variance <= 0 {
			return 1
		}
		// Half an image is taken off, for counts move in steps of one.
		return math.Erfc(max(0, math.Abs(float64(k)-expected)-.5) / math.Sqrt(2*variance))
	}
	low, high := 0., 0.
	first, last := max(0, row+column-n), min(row, column)
	for i := first; i <= k; i++ {
		low += hypergeometric(i, row, column, n)
	}
	for i := k; i <= last && i < k+2000; i++ {
		high += hypergeometric(i, row, column, n)
	}
	return min(1, 2*min(low, high))
}

func hypergeometric(k, row, column, n int64) float64 {
	return math.Exp(choose(row, k) + choose(n-row, column-k) - choose(n, column))
}

// choose is the logarithm of n over k.
func choose(n, k int64) float64 {
	if k < 0 || k > n {
		return math.Inf(-1)
	}
	a, _ := math.Lgamma(float64(n) + 1)
	b, _ := math.Lgamma(float64(k) + 1)
	c, _ := math.Lgamma(float64(n-k) + 1)
	return a - b - c
}

// control sets Q and Significant of every cell.
func control(crossings []Intersection) {
	var cells []*Cell
	for i := range crossings {
		for j := range crossings[i].Cells {
			cells = append(cells, &crossings[i].Cells[j])
		}
	}
	ps := make([]float64, len(cells))
	for i, c := range cells {
		ps[i] = c.P
	}
	for i, q := range discoveries(ps) {
		cells[i].Q = q
		cells[i].Significant = q < significance
	}
}
