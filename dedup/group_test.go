package dedup

import "testing"

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
