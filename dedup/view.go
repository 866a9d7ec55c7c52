package dedup

// view is a way to look at a picture: bit 0 trims its margins, bit 1 lays it on
// black instead of white.
type view uint8

func (v view) trimmed() bool { return v&1 != 0 }
func (v view) onBlack() bool { return v&2 != 0 }

func (v view) String() string {
	return [4]string{"whole", "without margins", "whole, on black", "without margins, on black"}[v&3]
}

// viewHash is the hash of one view of a picture.
type viewHash struct {
	view view
	hash hash
}

// viewsOf lists the views of a picture that differ.
func viewsOf(opaque bool, white, black, whole box) []view {
	views := []view{0}
	if white != whole {
		views = append(views, 1)
	}
	if opaque {
		return views
	}
	views = append(views, 2)
	if black != whole {
		views = append(views, 3)
	}
	return views
}

// boxOn is the part of the luma planes that a trimmed view shows.
func (t *thumb) boxOn(v view) box {
	switch {
	case !v.trimmed():
		return wholeOf(t.white)
	case v.onBlack():
		return t.blackBox
	}
	return t.whiteBox
}
