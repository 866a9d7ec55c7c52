package dedup

// A letter, a sign or a figure of one ink is found in whatever shows the same one, and
// that makes it no crop: what is complete in itself, with its own paper around it on all
// sides, was not cut out. Of large parts that is not asked.

const (
	symbolMost   = .25 // share of the wider picture that such a part is at most
	symbolMargin = .04 // of the side, on each side of it
	symbolTones  = .9  // share of the cells that are of its ink or its paper
	toneBins     = 16
)

// isSymbol says that g, the part of a whole without its margins, shows one ink on one
// paper, and that the paper goes on around it.
func (g grid) isSymbol(part, whole box) bool {
	across, down := symbolMargin*whole.w(), symbolMargin*whole.h()
	if part.x0-whole.x0 < across || whole.x1-part.x1 < across || part.y0-whole.y0 < down || whole.y1-part.y1 < down {
		return false
	}
	var histogram [toneBins + 1]int // one bin more, so that each has a neighbour
	for _, v := range g.v {
		histogram[int(min(max(v, 0), 255))*toneBins/256]++
	}
	of := 0
	for range 2 {
		best := 0
		for i := range toneBins {
			if histogram[i]+histogram[i+1] > histogram[best]+histogram[best+1] {
				best = i
			}
		}
		of += histogram[best] + histogram[best+1]
		histogram[best], histogram[best+1] = 0, 0
	}
	return float64(of) >= symbolTones*float64(len(g.v))
}
