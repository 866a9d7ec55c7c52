package sample

// colour is sRGB with straight alpha.
type colour struct{ r, g, b, a uint8 }

// rgb is a colour from its usual notation.
func rgb(v uint32) colour { return colour{uint8(v >> 16), uint8(v >> 8), uint8(v), 255} }

func (c colour) alpha(a uint8) colour { c.a = a; return c }

// mix is c with share (of 256) of other.
func (c colour) mix(other colour, share int) colour {
	m := func(a, b uint8) uint8 { return uint8((int(a)*(256-share) + int(b)*share + 128) / 256) }
	return colour{m(c.r, other.r), m(c.g, other.g), m(c.b, other.b), c.a}
}

var (
	ink   = rgb(0x3a2a35)
	white = rgb(0xffffff)
	black = rgb(0x000000)
)

// line is the colour of an outline around c, shade that of its shadow, light
// that of its highlight.
func (c colour) line() colour  { return c.mix(ink, 178).alpha(255) }
func (c colour) shade() colour { return c.mix(rgb(0x4a3a78), 58) }
func (c colour) light() colour { return c.mix(white, 110) }

// grey is the luma of c by the weights of JPEG.
func (c colour) grey() uint8 {
	return uint8((299*int(c.r) + 587*int(c.g) + 114*int(c.b) + 500) / 1000)
}

// paint gives the colour of a pixel.
type paint func(x, y int) colour

func flat(c colour) paint { return func(int, int) colour { return c } }

// falling blends from top to bottom between two rows.
func falling(top, bottom colour, from, to float64) paint {
	a, b := int(from), max(int(to), int(from)+1)
	return func(_, y int) colour {
		share := min(max((y-a)*256/(b-a), 0), 256)
		return top.mix(bottom, share)
	}
}

// glow fades from the middle of a circle to nothing at its edge.
func glow(c colour, x0, y0, radius float64) paint {
	cx, cy, r := int(x0), int(y0), max(int(radius), 1)
	return func(x, y int) colour {
		d := int64((x-cx)*(x-cx)+(y-cy)*(y-cy)) * 255 / int64(r*r)
		share := max(0, 255-int(d))
		return c.alpha(uint8(int(c.a) * share / 255 * share / 255))
	}
}

// hairColours, eyeColours and clothColours are named as booru tags name them.
var hairColours = map[string]colour{
	"black": rgb(0x3b3644), "brown": rgb(0x8a5a3c), "blonde": rgb(0xf2cf6e), "red": rgb(0xc4382f), "pink": rgb(0xf2a0bd), "blue": rgb(0x4f7fd0),
	"green": rgb(0x5fa86a), "purple": rgb(0x8660b8), "white": rgb(0xeeeef4), "grey": rgb(0xa3a5b2), "orange": rgb(0xe8883a), "aqua": rgb(0x74cfd2),
}

var eyeColours = map[string]colour{
	"blue": rgb(0x3f7fe0), "green": rgb(0x3fa055), "red": rgb(0xd23a3a), "purple": rgb(0x8a4fd0), "brown": rgb(0x8a5230), "yellow": rgb(0xe8b520), "pink": rgb(0xe86a9c), "aqua": rgb(0x30b8c0),
}

var clothColours = map[string]colour{
	"white": rgb(0xf6f5f2), "black": rgb(0x3a3944), "red": rgb(0xcf3b38), "blue": rgb(0x3d68c2), "green": rgb(0x4c9a5c), "yellow": rgb(0xf3cf4a), "pink": rgb(0xf3a3b8),
	"purple": rgb(0x8458b0), "brown": rgb(0x8b6443), "grey": rgb(0x9a9da6), "orange": rgb(0xea8b3c), "aqua": rgb(0x7fd3d6),
}

var skin = []colour{rgb(0xfde3d3), rgb(0xfbd9c4), rgb(0xf3c6a5), rgb(0xd9a27a), rgb(0xa9714e)}
