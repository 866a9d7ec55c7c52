package labelled

import (
	"context"
	"fmt"
	"image"
	"image/draw"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/sample"
)

// art is a picture without text that others are made from.
type art struct {
	name string
	img  *image.RGBA // on white
	half int         // 0 to fit on, 1 to judge on
}

// artSide is the longest side of art, unless options say another.
const artSide = 640

// drawnArt are pictures of our generator, which need no files.
func drawnArt(n, side int, seed uint64) []art {
	subjects := []string{sample.Figures, sample.Landscape, sample.Figures, sample.Still}
	var all []art
	for i := range n {
		t := sample.Truth{Seed: seed<<32 + uint64(i), Subject: subjects[i%len(subjects)]}
		all = append(all, art{fmt.Sprintf("drawn %d", i), sample.Draw(t, sample.Size(t, side)), i / len(subjects) % 2})
	}
	return all
}

// patternCount is of kinds of patterns that look like rows of letters.
const patternCount = 22

// patterns are what trips searches for text: bricks, stripes, dots, leaves,
// windows, checks, hatching, beads, strokes by chance, in rows, strewn, in
// strands and crossing one another, and ornaments.
func patterns(n, side int, seed uint64) []art {
	var all []art
	for i := range n {
		dice := rand.New(rand.NewPCG(seed, uint64(i)))
		img := blankArt(side, dice)
		pattern(img, i%patternCount, dice)
		all = append(all, art{fmt.Sprintf("pattern %d", i), img, i / patternCount % 2})
	}
	return all
}

// blankArt is between a little more than half of side and side, either way.
func blankArt(side int, dice *rand.Rand) *image.RGBA {
	least := side * 9 / 16
	return image.NewRGBA(image.Rect(0, 0, least+dice.IntN(side-least), least+dice.IntN(side-least)))
}

// unseenPatterns trip searches for text too; nothing is fitted on them.
func unseenPatterns(n, side int, seed uint64) []art {
	var all []art
	for i := range n {
		dice := rand.New(rand.NewPCG(seed^0x5eed, uint64(i)))
		img := blankArt(side, dice)
		unseenPattern(img, i%unseenPatternCount, dice)
		all = append(all, art{fmt.Sprintf("unseen %d", i), img, 1})
	}
	return all
}

// folderArt reads about limit pictures below a folder, evenly by name.
func folderArt(ctx context.Context, folder string, limit, side int) ([]art, error) {
	var paths []string
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && slices.Contains([]string{".png", ".jpg", ".jpeg", ".webp", ".gif"}, strings.ToLower(filepath.Ext(path))) {
			paths = append(paths, path)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for art: %w", err)
	}
	slices.Sort(paths)
	var all []art
	step, readable := 1, 0
	if limit > 0 && len(paths) > limit {
		step = (len(paths) + limit - 1) / limit
	}
	for i := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := os.ReadFile(paths[i])
		if err != nil {
			return nil, fmt.Errorf("read art: %w", err)
		}
		img, err := decode.Full(data, decode.Options{})
		if err != nil || min(img.Bounds().Dx(), img.Bounds().Dy()) < 160 {
			continue // damaged files are of no use here
		}
		// The half must not depend on the limit, for what was fitted on must not judge.
		half, skip := readable%2, readable/2%step != 0
		readable++
		if skip {
			continue
		}
		name, err := filepath.Rel(filepath.Dir(filepath.Clean(folder)), paths[i])
		if err != nil {
			return nil, err
		}
		all = append(all, art{filepath.ToSlash(name), onWhite(img, side), half})
	}
	return all, nil
}

func onWhite(img image.Image, side int) *image.RGBA {
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, b.Min, draw.Over)
	if long := max(b.Dx(), b.Dy()); long > side {
		return sample.Resized(out, image.Pt(max(1, b.Dx()*side/long), max(1, b.Dy()*side/long)))
	}
	return out
}

func copied(img *image.RGBA) *image.RGBA {
	out := image.NewRGBA(img.Rect)
	copy(out.Pix, img.Pix)
	return out
}
