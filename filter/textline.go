package filter

import (
	"slices"

	"github.com/winnow-data/winnow/dataset"
)

// textLine is a chain of marks along a row or a column, with what tells letters
// from other things that stand in a row.
type textLine struct {
	box       mark // of all members, their ink summed up
	cells     []cell
	vertical  bool
	chroma    bool // found in a plane of colour, not of luma
	features  [lineFeatures]float64
	letters   float64       // 0–1: how likely it is that the marks are letters
	of        dataset.Plane // that it was found in
	own       cell          // its box there
	ink       float64       // mean tone of its letters there
	ground    float64       // and of the rest of its box
	certainty byte          // how much its pixels count as text
}

// believed says whether it is rather letters than not.
func (t *textLine) believed() bool { return t.certainty >= likelier }

// Limits of what is chained: generous, for the features decide.
const (
	leastLetter   = 4    // pixels of height
	largestLetter = .25  // of the picture's height
	likeHeight    = .45  // ratio of the heights of neighbours
	sharedHeight  = .5   // of the lower neighbour
	tallMark      = 1.8  // of the median height of a line: where one is higher, the line ends
	widestGap     = 1.1  // of the height of the higher neighbour
	leastMembers  = 3    // of a line
	hugeLetter    = .1   // of the picture's longer side: two of them are a line
	widestLetter  = 3.5  // times its height
	mostInk       = .96  // of its box: a full box is a tile
	leastInk      = .06  //
	mostMarks     = 6000 // of one mask; a screentone has more, and letters do not
)

// letterLike says which marks of a plane may be letters by their size and fill.
func letterLike(p dataset.Plane) func(m *patch) bool {
	longer := max(p.W, p.H)
	tallest := int32(largestLetter * float64(longer))
	return func(m *patch) bool {
		width, height := m.width(), m.height()
		if height < leastLetter && width < leastLetter || height > tallest || width > tallest*2 {
			return false
		}
		return m.area >= 6 && float64(m.area)/float64(width*height) >= leastInk
	}
}

// turned exchanges rows and columns, so that columns of letters chain as rows do.
func (m mark) turned() mark {
	m.x0, m.y0, m.x1, m.y1 = m.y0, m.x0, m.y1, m.x1
	m.across, m.down = m.down, m.across
	m.atX, m.atY = m.atY, m.atX
	return m
}

// evenly cuts a chain where a mark is much higher than most, and hands out the
// parts: from neighbour to neighbour heights may grow until a line holds half the
// picture. Heights are memory to work with, which it gives back.
func evenly(chain []patch, heights []int32, each func(part []patch)) []int32 {
	if len(chain) < leastMembers {
		each(chain)
		return heights
	}
	heights = heights[:0]
	for i := range chain {
		heights = append(heights, chain[i].height())
	}
	slices.Sort(heights)
	most := tallMark * float64(heights[len(heights)/2])
	if float64(heights[len(heights)-1]) <= most {
		each(chain)
		return heights
	}
	from := 0
	for i := range chain {
		if float64(chain[i].height()) > most {
			each(chain[from:i])
			from = i + 1
		}
	}
	each(chain[from:])
	return heights
}

// follows says whether o could be the letter after m.
func follows(m, o *patch) bool {
	h, g := m.height(), o.height()
	low, high := min(h, g), max(h, g)
	if g < leastLetter || o.width() > int32(widestLetter*float64(g)) || float64(low) < likeHeight*float64(high) {
		return false
	}
	if shared := min(m.y1, o.y1) - max(m.y0, o.y0); float64(shared) < sharedHeight*float64(low) {
		return false
	}
	gap := o.x0 - m.x1
	if -gap*2 > min(m.width(), o.width()) { // it lies within, not beside
		return false
	}
	return float64(gap) <= widestGap*float64(high)
}
