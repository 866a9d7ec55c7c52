package sample

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color/palette"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// encoded is the file of a picture in a format: jpeg, png, gif, bmp, tiff,
// palette (a PNG), alpha (a PNG with round corners), exif (a JPEG that is
// stored turned) or animation (a GIF of three frames).
func encoded(img *image.RGBA, grey bool, format string, quality int) ([]byte, string, error) {
	var b bytes.Buffer
	var picture image.Image = img
	if grey {
		picture = inGrey(img)
	}
	switch format {
	case "jpeg":
		err := jpeg.Encode(&b, picture, &jpeg.Options{Quality: quality})
		return b.Bytes(), ".jpg", err
	case "exif":
		err := jpeg.Encode(&b, TurnedLeft(img), &jpeg.Options{Quality: quality})
		return withOrientation(b.Bytes(), 6), ".jpg", err
	case "png":
		err := png.Encode(&b, picture)
		return b.Bytes(), ".png", err
	case "palette":
		err := png.Encode(&b, inPalette(img))
		return b.Bytes(), ".png", err
	case "alpha":
		err := png.Encode(&b, roundCorners(img))
		return b.Bytes(), ".png", err
	case "gif":
		err := gif.Encode(&b, inPalette(img), nil)
		return b.Bytes(), ".gif", err
	case "animation":
		err := gif.EncodeAll(&b, blinking(img))
		return b.Bytes(), ".gif", err
	case "bmp":
		err := bmp.Encode(&b, picture)
		return b.Bytes(), ".bmp", err
	case "tiff":
		err := tiff.Encode(&b, picture, &tiff.Options{Compression: tiff.Deflate, Predictor: true})
		return b.Bytes(), ".tif", err
	}
	return nil, "", fmt.Errorf("draw a sample: no format %q", format)
}

func inGrey(img *image.RGBA) *image.Gray {
	g := image.NewGray(img.Rect)
	for i := range g.Pix {
		g.Pix[i] = img.Pix[i*4]
	}
	return g
}

func inPalette(img *image.RGBA) *image.Paletted {
	p := image.NewPaletted(img.Rect, palette.Plan9)
	draw.FloydSteinberg.Draw(p, img.Rect, img, image.Point{})
	return p
}

// roundCorners lets the background through at the corners.
func roundCorners(img *image.RGBA) *image.NRGBA {
	size := img.Rect.Size()
	mask := newCanvas(size, black)
	mask.fill(ellipse(mask.w/2, mask.h/2, mask.w*.62, mask.h*.62), flat(white))
	out := image.NewNRGBA(img.Rect)
	copy(out.Pix, img.Pix)
	for i := 3; i < len(out.Pix); i += 4 {
		out.Pix[i] = mask.img.Pix[i-1]
	}
	return out
}

// blinking is the picture three times, darker in the middle.
func blinking(img *image.RGBA) *gif.GIF {
	dim := newCanvas(img.Rect.Size(), black)
	copy(dim.img.Pix, img.Pix)
	dim.fill(box(0, 0, dim.w, dim.h), flat(rgb(0x101040).alpha(90)))
	first := inPalette(img)
	return &gif.GIF{Image: []*image.Paletted{first, inPalette(dim.img), first}, Delay: []int{60, 20, 60}}
}

// withOrientation puts an EXIF block that holds nothing but the orientation
// behind the first marker of a JPEG.
func withOrientation(file []byte, orientation byte) []byte {
	exif := []byte("\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00")
	exif[29] = orientation
	return append(append([]byte{0xff, 0xd8}, exif...), file[2:]...)
}

// withText puts tEXt chunks behind the header of a PNG, each a key and a value.
func withText(file []byte, texts ...[2]string) []byte {
	const header = 8 + 25
	out := bytes.NewBuffer(nil)
	out.Write(file[:header])
	for _, t := range texts {
		body := []byte("tEXt" + t[0] + "\x00" + t[1])
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(body)-4))
		out.Write(n[:])
		out.Write(body)
		binary.BigEndian.PutUint32(n[:], crc32.ChecksumIEEE(body))
		out.Write(n[:])
	}
	out.Write(file[header:])
	return out.Bytes()
}
