package export

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestSolvedSharesHoldWhateverTheCells checks, on random cells and shares, that
// no cell is seen more often than it may be, and that every goal which was not
// put aside has its shares, but for whole numbers.
func TestSolvedSharesHoldWhateverTheCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s selection
		for a := range rapid.IntRange(1, 4).Draw(t, "a") {
			for b := range rapid.IntRange(1, 4).Draw(t, "b") {
				for range rapid.IntRange(0, 60).Draw(t, "n") {
					s.images = append(s.images, chosen{id: fmt.Sprint(len(s.images)), values: []string{fmt.Sprint("a", a), fmt.Sprint("b", b)}})
				}
			}
		}
		if len(s.images) == 0 {
			return
		}
		repeats := rapid.IntRange(1, 3).Draw(t, "repeats")
		goals := make([]goal, 2)
		for i := range goals {
			target := Target{By: fmt.Sprint(i)}
			if rapid.Bool().Draw(t, "named") {
				target.Shares = map[string]float64{string(rune('a'+i)) + "0": rapid.Float64Range(.05, .9).Draw(t, "share")}
			}
			goals[i], _ = newGoal(i, target, s.images)
			goals[i].order = i
		}
		members := s.members(func(c chosen) string { return cellKey(goals, c) })
		cells := newCells(goals, members, repeats)
		solved := cells.solve()
		total := 0
		for i, n := range solved.seen {
			total += n
			if n < 0 || n > len(members[cells.keys[i]])*repeats {
				t.Fatalf("cell %q of %d images is seen %d times", cells.keys[i], len(members[cells.keys[i]]), n)
			}
		}
		if total == 0 {
			t.Fatal("nothing is left")
		}
		for _, g := range goals {
			if slices.ContainsFunc(solved.unmet, func(u goal) bool { return u.at == g.at }) {
				continue
			}
			for _, value := range g.values {
				n := 0
				for _, i := range g.cells[value] {
					n += solved.seen[i]
				}
				// A cell is rounded by less than one, and shares may be off by near.
				want := g.shares[value] * float64(total)
				if math.Abs(float64(n)-want) > float64(len(cells.keys))+want*4*near {
					t.Fatalf("goal %s: %s is seen %d times of %d, want %.1f", g.by, value, n, total, want)
				}
			}
		}
	})
}
