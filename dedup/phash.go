package dedup

import (
	"github.com/corona10/goimagehash/etcs"
	"github.com/corona10/goimagehash/transforms"
)

// pHash is goimagehash's 64-bit perception hash, from the cells that it would
// shrink the picture to itself. Only the frequencies that it keeps are worked out,
// in the order in which it does, for rounding counts. Blank pictures have 0.
func pHash(c *cells) uint64 {
	var levels [hashSide][hashSide]float64
	for y := range levels {
		for x, v := range c[y*hashSide : (y+1)*hashSide] {
			levels[y][x] = greyLevels[v]
		}
		transforms.DCT1DFast64(levels[y][:])
	}
	const side = 8
	var lowest [side * side]float64
	for u := range side {
		var column [hashSide]float64
		for y := range column {
			column[y] = levels[y][u]
		}
		transforms.DCT1DFast64(column[:])
		for v := range side {
			lowest[v*side+u] = column[v]
		}
	}
	median := etcs.MedianOfPixelsFast64(lowest[:])
	var hash uint64
	for i, v := range lowest {
		if v > median {
			hash |= 1 << (len(lowest) - 1 - i)
		}
	}
	return hash
}

// greyLevels are what goimagehash makes of a grey pixel.
var greyLevels = func() (levels [256]float64) {
	for v := range levels {
		r, g, b := .299*float64(v), .587*float64(v), .114*float64(v)
		levels[v] = r + g + b
	}
	return levels
}()
