package dedup

import (
	"math/rand/v2"
	"testing"
)

func TestAPlaceThatThePairDoesNotExplainWasEdited(t *testing.T) {
	// page is a grid of blocks; residual is what coding leaves of it, a share of the steps
	// between neighbours, and in one place so many levels more.
	const side = 64
	page := newGrid(side, side)
	for i := range page.v {
		page.v[i] = float32(60 + 120*((i%side/16+i/side/16)%2))
	}
	of := func(coding, place float32, x0, y0, x1, y1 int) float64 {
		dice := rand.New(rand.NewPCG(3, 4))
		residual, steps := newGrid(side, side), page.steps()
		for i := range residual.v {
			residual.v[i] = (2*dice.Float32() - 1) * (1 + coding*steps.v[i])
			if x, y := i%side, i/side; x >= x0 && x < x1 && y >= y0 && y < y1 {
				residual.v[i] += place
			}
		}
		return edited(residual, page, page)
	}
	if v := of(.1, 50, 34, 34, 40, 40); v <= 1 {
		t.Errorf("a stroke stands out %.2f times the limit", v)
	}
	if v := of(.1, 12, 34, 34, 40, 40); v > 1 {
		t.Errorf("a faint mark stands out %.2f times the limit", v)
	}
	if v := of(.1, 50, 0, 0, 60, 4); v > 1 {
		t.Errorf("the rest of a border stands out %.2f times the limit", v)
	}
	if v := of(.9, 0, 0, 0, 0, 0); v > 1 {
		t.Errorf("where all that is drawn lies beside itself a place stands out %.2f times the limit", v)
	}
}
