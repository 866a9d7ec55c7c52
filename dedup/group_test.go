package dedup

import "testing"

func TestNoReasonNamesEqualSizes(t *testing.T) {
	a := picture{width: 1185, height: 57, area: 1185 * 57, detail: 1}
	for want, b := range map[string]picture{
		"more of it is picture: 67545 pixels without margins against 33000": {width: 1185, height: 57, area: 33000, detail: 1},
		"it has more detail: the other's 1185×57 is an enlargement":         {width: 1185, height: 57, area: 1185 * 57, detail: .5},
		"it is larger: 1185×57 against 600×57":                              {width: 600, height: 57, area: 600 * 57, detail: 1},
	} {
		if got := whyBetter(&a, &b, false); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestTheCentreOfAStarIsUnpackedOnce(t *testing.T) {
	fetched := map[int32]int{}
	fetch := keepLast(func(i int32) (*thumb, error) {
		fetched[i]++
		return &thumb{width: int(i)}, nil
	})
	for i := range int32(40) {
		for _, which := range []int32{0, i} {
			got, err := fetch(which)
			if err != nil || got.width != int(which) {
				t.Fatalf("picture %d gave %+v, %v", which, got, err)
			}
		}
	}
	for i, n := range fetched {
		if n != 1 {
			t.Errorf("picture %d was fetched %d times", i, n)
		}
	}
	if fetch(5); fetched[5] != 2 {
		t.Errorf("picture 5 of 40 was still kept: it must have made room")
	}
}
