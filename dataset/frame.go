package dataset

// Plane is one channel of a picture: W×H bytes, row by row, without padding.
type Plane struct {
	W, H int
	Pix  []byte
}

// Row is line y of the plane.
func (p Plane) Row(y int) []byte { return p.Pix[y*p.W : (y+1)*p.W] }

// Ground is a picture laid on one background, at the sizes that measures use.
// Planes are shrunk by area average and never enlarged. YCbCr is full range
// (JPEG's: 0–255, neutral chroma 128).
type Ground struct {
	Luma      Plane // long side at most 512
	Y, Cb, Cr Plane // long side at most 256, all three of one size
}

// Frame is a decoded image: its first frame, oriented, colours as sRGB. It is
// decoded once and shared by all measures and hashes, which must not change
// it. It is valid only until the Mapper that received it returns.
type Frame struct {
	Width, Height int    // of the whole picture in pixels, after orientation
	Opaque        bool   // no pixel lets the background through
	White, Black  Ground // over white and over black; the same planes when Opaque

	Format string      // as in Image
	Mode   string      // as in Image
	Frames int         // of an animation; 1 for a still picture
	Bytes  int64       // length of the file
	Quant  *[64]uint16 // luma quantisation table of a JPEG in zigzag order, else nil
	Repeat int         // times that each pixel is there across and down, after an enlargement without smoothing; 1 for most

	memo map[any]any // of Memo
}

// Memo gives what make made for that key, once for each frame: measures that
// rest on the same analysis share it so. Like the measures of one frame, it is
// for one goroutine at a time.
func (f *Frame) Memo(key any, make func() any) any {
	if v, ok := f.memo[key]; ok {
		return v
	}
	if f.memo == nil {
		f.memo = map[any]any{}
	}
	v := make()
	f.memo[key] = v
	return v
}
