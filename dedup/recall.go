package dedup

import "context"

// What grouping asks about crops, of the memory before the thumbnails.

// describe is the features of a picture, packed.
func (g *grouper) describe(i int32) ([]byte, error) {
	p := &g.pictures[i]
	if packed := g.memory.featuresOf(p); packed != nil {
		return packed, nil
	}
	t, err := g.fetch(i)
	if err != nil {
		return nil, err
	}
	packed := t.described().pack()
	g.memory.learnFeatures(p, packed)
	return packed, nil
}

// ask answers a question about two pictures, from the memory if it can.
func (g *grouper) ask(a, b int32, asked question, about uint64, answer func(a, b *thumb) (cropFound, error)) (cropFound, error) {
	one, other := &g.pictures[a], &g.pictures[b]
	if known, ok := g.memory.recall(one, other, asked, about); ok {
		return decodeCrop(known), nil
	}
	left, err := g.fetch(a)
	if err != nil {
		return cropFound{}, err
	}
	right, err := g.fetch(b)
	if err != nil {
		return cropFound{}, err
	}
	c, err := answer(left, right)
	if err != nil {
		return cropFound{}, err
	}
	g.memory.learn(one, other, asked, about, c.encode())
	return c, nil
}

// judgeCropWays takes the first way of a pair that holds.
func (g *grouper) judgeCropWays(ways []cropWay) (cropFound, error) {
	return g.ask(ways[0].a, ways[0].b, askCrop, aboutCrops(ways), func(a, b *thumb) (cropFound, error) {
		for i, w := range ways {
			if c, wideIsA, ok := judgeCropWay(a, b, w); ok {
				return cropFound{c, i, wideIsA, true}, nil
			}
		}
		return cropFound{}, nil
	})
}

// cropOf looks for a picture in a wider one by their features.
func (g *grouper) cropOf(wide, narrow int32) (cropFound, error) {
	return g.ask(wide, narrow, askCropOf, 0, func(a, b *thumb) (cropFound, error) {
		ofA, err := g.describe(wide)
		if err != nil {
			return cropFound{}, err
		}
		ofB, err := g.describe(narrow)
		if err != nil {
			return cropFound{}, err
		}
		c, wideIsA, ok := findCrop(a, b, ofA, ofB, func(c cropping, wideIsA bool) bool { return wideIsA || c.whole })
		return cropFound{c, 0, wideIsA, ok}, nil
	})
}

// cropWays searches the features of those pictures, or where an earlier run
// searched most of them, only what came since.
func (g *grouper) cropWays(ctx context.Context, alone []int32, packed [][]byte) ([]cropWay, error) {
	keys := make([]pictureKey, len(alone))
	for i, n := range alone {
		keys[i] = g.memory.keys[g.pictures[n].number]
	}
	old, err := readCropState(g.dir)
	if err != nil {
		return nil, err
	}
	s, _, err := searchCropsAgain(ctx, old, keys, packed, g.memory.featuresByKey, g.options.Workers, g.dir)
	if err != nil {
		return nil, err
	}
	return s.ways, s.write(g.dir)
}
