package dedup

// view is a way to look at a picture: bit 0 trims its margins, bit 1 lays it on
// black instead of white, and bit 2 takes off its outermost border alone.
type view uint8

// unframed is the view without the outermost border. The margins of a picture that
// is all but blank are a matter of chance; a border around it is not.
const unframed view = 4

func (v view) trimmed() bool { return v&1 != 0 }
func (v view) onBlack() bool { return v&2 != 0 }

// inner says that the view leaves something of the picture out.
func (v view) inner() bool { return v&(1|unframed) != 0 }

func (v view) String() string {
	return [8]string{"whole", "without margins", "whole, on black", "without margins, on black",
		"without its border", "without its border", "without its border, on black", "without its border, on black"}[v&7]
}

// viewHash is the hash of one view of a picture.
type viewHash struct {
	view view
	hash hash
}

// viewsOf lists the views of a picture that differ.
func viewsOf(opaque bool, white, black, inner, whole box) []view {
	views := []view{0}
	if white != whole {
		views = append(views, 1)
	}
	if !opaque {
		views = append(views, 2)
		if black != whole {
			views = append(views, 3)
		}
	}
	if inner != whole && inner != white {
		views = append(views, unframed)
	}
	return views
}

// boxOn is the part of the luma planes that a view shows.
func (t *thumb) boxOn(v view) box {
	switch {
	case v&unframed != 0:
		return t.inFrame
	case !v.trimmed():
		return wholeOf(t.white)
	case v.onBlack():
		return t.blackBox
	}
	return t.whiteBox
}
