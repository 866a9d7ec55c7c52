package caption

import (
	"testing"

	"github.com/winnow-data/winnow/internal/ledger"
)

func TestTheCaptionOfTheRunChosenLastIsCurrent(t *testing.T) {
	const first, second, repairs = 1, 2, 3
	c := &choosing{runs: map[int64]int64{first: 3, second: 2}, repairs: map[int64]bool{repairs: true}}
	one := ledger.Caption{ID: 1, Generation: first, Kind: "vlm"}
	other := ledger.Caption{ID: 2, Generation: second, Kind: "vlm"}
	newer := ledger.Caption{ID: 5, Generation: first, Kind: "vlm"}
	mended := ledger.Caption{ID: 3, Generation: repairs, Kind: "vlm", Parent: 1}
	twice := ledger.Caption{ID: 4, Generation: repairs, Kind: "vlm", Parent: 3}
	for _, tt := range []struct {
		name     string
		captions []ledger.Caption
		want     int64
	}{
		{"by run", []ledger.Caption{one, other}, 1},
		{"by age in a generation", []ledger.Caption{one, other, newer}, 5},
		{"repaired", []ledger.Caption{one, other, mended}, 3},
		{"repaired twice", []ledger.Caption{one, other, mended, twice}, 4},
		{"repaired, and then made anew", []ledger.Caption{one, other, mended, twice, newer}, 5},
		{"repaired, of another that is not chosen", []ledger.Caption{other, mended}, 2},
		{"another kind", []ledger.Caption{{ID: 1, Kind: "short"}}, 0},
	} {
		if got, ok := c.best(tt.captions, "vlm"); got.ID != tt.want || ok != (tt.want > 0) {
			t.Errorf("%s: caption %d, want %d", tt.name, got.ID, tt.want)
		}
	}
	if got := c.current([]ledger.Caption{one, {ID: 9, Kind: "human"}}, "human", []string{"human", "vlm"}); got.ID != 1 {
		t.Errorf("captions of one kind would be made from their own kind, %d", got.ID)
	}
}
