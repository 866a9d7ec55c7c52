package labelled

// ColourResult is how right pictures are told from one another by their colour.
type ColourResult struct {
	Pictures int                `json:"pictures"`
	Recall   map[string]float64 `json:"recall"`   // of each class: grey, tinted, colour
	Balanced float64            `json:"balanced"` // mean of these
	Marks    int                `json:"marks"`    // grey pictures with a coloured mark of 0.1 to 0.2 % of the area
	Seen     float64            `json:"seen"`     // share of them that are not called grey
}

// class is what the rules that said so say of the colour of a picture.
func (a *asker) class(said []bool) string {
	for i, r := range a.rules {
		switch {
		case r.Name == "greyscale" && said[i]:
			return "grey"
		case r.Name == "tinted" && said[i]:
			return "tinted"
		}
	}
	return "colour"
}

// colourTally counts classes against the truth.
type colourTally struct {
	right, all  map[string]int
	marks, seen int
}

func (c *colourTally) add(s spoil, class string) {
	switch s.class {
	case "":
	case "marked":
		c.marks++
		if class != "grey" {
			c.seen++
		}
	default:
		if c.all == nil {
			c.right, c.all = map[string]int{}, map[string]int{}
		}
		c.all[s.class]++
		if s.class == class {
			c.right[s.class]++
		}
	}
}

func (c *colourTally) result() *ColourResult {
	r := &ColourResult{Marks: c.marks, Seen: share(c.seen, c.marks-c.seen), Recall: map[string]float64{}}
	for class, n := range c.all {
		r.Pictures += n
		r.Recall[class] = share(c.right[class], n-c.right[class])
		r.Balanced += r.Recall[class] / float64(len(c.all))
	}
	return r
}
