package dedup

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"math"
	"math/rand/v2"
	"os"

	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/sample"
)

// ScaleCropsMost is the most made-up pictures of which crops are searched: their
// features are held in memory.
const ScaleCropsMost = 2_000_000

// How made-up features are. Of real ones, the signs of frequencies that are even
// in both directions follow mostly from whether the place is lighter or darker
// than what is around it, so that 32 bits tell much less apart than 2³² things:
// with this share of such signs, a million pictures have some 600 pairs of
// features that share a key for each, as real ones were reckoned to have.
const (
	blobSigns    = .86
	cropsShare   = .03 // of pictures are crops of another
	mirroredCrop = .2  // of these
	letterShare  = .03 // are pages of the same letters
	letterKinds  = 2000
	sparseShare  = .06 // have fewFeatures or fewer
	drawnTimed   = 24  // pictures drawn to time features and judging
	drawnRounds  = 8   // in which their features are timed
)

var croppedAway = [...]float64{.05, .10, .20, .40} // of the area

// madeCrops is the features of made-up pictures.
type madeCrops struct {
	dice    *rand.Rand
	packed  [][]byte
	planted [len(croppedAway)][][2]int32
	letters []feature
	count   int64
}

// evenBoth are the frequencies that are even in both directions, and evenTwice
// those of them that are odd multiples of two together, which have the other sign.
var evenBoth, evenTwice = func() (both, twice uint64) {
	for i, f := range frequencies {
		if f[0]%2 == 0 && f[1]%2 == 0 {
			both |= 1 << i
			if (f[0]+f[1])/2%2 == 1 {
				twice |= 1 << i
			}
		}
	}
	return both, twice
}()

func (m *madeCrops) feature() feature {
	f := feature{x: 256 * m.dice.Float32(), y: 192 * m.dice.Float32(), sigma: float32(2 * math.Exp2(float64(m.dice.IntN(12))/3))}
	f.signs = m.dice.Uint64() & (1<<63 - 1)
	blob := evenTwice
	if m.dice.IntN(2) == 0 {
		blob = ^evenTwice
	}
	for left := evenBoth; left != 0; left &= left - 1 {
		if m.dice.Float64() < 2*blobSigns-1 { // else a toss, which is right half of the time
			bit := left & -left
			f.signs = f.signs&^bit | blob&bit
		}
	}
	for i, w := range m.dice.Perm(keyBits)[:mostFlips] {
		f.weak[i] = uint8(w)
	}
	return f
}

// again is a feature as another copy of the picture has it: the median differs
// in 4 bits, and half of all keep a key.
func (m *madeCrops) again(f feature) feature {
	for _, w := range f.weak[:2] {
		if m.dice.IntN(3) == 0 {
			f.signs ^= 1 << w
		}
	}
	if m.dice.IntN(2) == 0 {
		f.signs ^= 1 << m.dice.IntN(keyBits)
	}
	for range m.dice.IntN(7) {
		f.signs ^= 1 << (keyBits + m.dice.IntN(63-keyBits))
	}
	return f
}

func (m *madeCrops) make(n int) {
	for len(m.letters) < letterKinds {
		m.letters = append(m.letters, m.feature())
	}
	for range n {
		i := int32(len(m.packed))
		d := described{width: 256, height: 192}
		switch luck := m.dice.Float64(); {
		case luck < cropsShare && i > 0:
			kind, of := m.dice.IntN(len(croppedAway)), int32(m.dice.IntN(int(i)))
			d = m.cropOf(unpackFeatures(m.packed[of]), croppedAway[kind])
			m.planted[kind] = append(m.planted[kind], [2]int32{of, i})
		case luck < cropsShare+letterShare:
			for range featureMost {
				f := m.again(m.letters[int(float64(letterKinds)*math.Pow(m.dice.Float64(), 2))]) // some are frequent
				f.x, f.y = 256*m.dice.Float32(), 192*m.dice.Float32()
				d.features = append(d.features, f)
			}
		case luck < cropsShare+letterShare+sparseShare:
			for range 1 + m.dice.IntN(fewFeatures) {
				d.features = append(d.features, m.feature())
			}
		default:
			for range 50 + m.dice.IntN(featureMost-49) {
				d.features = append(d.features, m.feature())
			}
		}
		m.count += int64(len(d.features))
		m.packed = append(m.packed, d.pack())
	}
}

// cropOf is a crop that lacks such a share: of the features within it most are
// found again, and others where the strongest are gone.
func (m *madeCrops) cropOf(d described, away float64) (out described) {
	side := float32(math.Sqrt(1 - away))
	x0, y0 := 256*(1-side)*m.dice.Float32(), 192*(1-side)*m.dice.Float32()
	out.width, out.height = d.width, d.height
	mirror := m.dice.Float64() < mirroredCrop
	for _, f := range d.features {
		if f.x < x0 || f.y < y0 || f.x > x0+256*side || f.y > y0+192*side || m.dice.IntN(10) < 3 {
			continue
		}
		f = m.again(f)
		f.x, f.y, f.sigma = (f.x-x0)/side, (f.y-y0)/side, f.sigma/side
		if mirror {
			f = f.mirrored(out.width)
		}
		out.features = append(out.features, f)
	}
	for len(out.features) < len(d.features) {
		out.features = append(out.features, m.feature())
	}
	return out
}

// CropScale is what searching crops of so many pictures took and found.
type CropScale struct {
	Features   int64            `json:"features"`
	Cost       Cost             `json:"cost"`
	Pairs      int64            `json:"pairs"`   // to be judged
	Planted    map[string]Share `json:"planted"` // crops that are candidates, by the percentage that is cut off
	FeaturesMS float64          `json:"features_ms"`
	JudgeMS    float64          `json:"judge_ms"`
	Estimate   float64          `json:"estimated_cpu_seconds"` // of all: features, search and judging
	Added      int              `json:"added,omitempty"`       // pictures that were searched with all others afterwards
	Again      Cost             `json:"again"`                 // which took that
}

// measureCrops searches the features of made-up pictures, and times on drawn
// ones what each picture and each candidate takes beside.
func (s *Scale) measureCrops(ctx context.Context, o ScaleOptions) error {
	m := madeCrops{dice: rand.New(rand.NewPCG(o.Seed, 3))}
	m.make(o.Pictures)
	c := &CropScale{Features: m.count, Planted: map[string]Share{}}
	dir, err := os.MkdirTemp("", "winnow-crops-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) // what was written there is of no use
	keys := func() []pictureKey {
		out := make([]pictureKey, len(m.packed))
		for i := range out {
			binary.LittleEndian.PutUint64(out[i][:], uint64(i))
		}
		return out
	}
	end := o.Meter()
	state, _, err := searchCropsAgain(ctx, nil, keys(), m.packed, nil, o.Workers, dir)
	c.Cost = end()
	if err != nil {
		return err
	}
	found := map[[2]int32]bool{}
	for _, w := range state.ways {
		found[[2]int32{w.a, w.b}] = true
	}
	c.Pairs = int64(len(found))
	for kind, some := range m.planted {
		var share Share
		for _, p := range some {
			share.add(found[p])
		}
		c.Planted[fmt.Sprintf("%.0f", 100*croppedAway[kind])] = share
	}
	if err := c.time(ctx, o.Meter); err != nil {
		return err
	}
	if o.Add > 0 {
		m.make(o.Add)
		end := o.Meter()
		_, searched, err := searchCropsAgain(ctx, state, keys(), m.packed, nil, o.Workers, dir)
		c.Again, c.Added = end(), searched
		if err != nil {
			return err
		}
	}
	c.Estimate = c.Cost.CPU + (float64(o.Pictures)*c.FeaturesMS+float64(c.Pairs)*c.JudgeMS)/1000
	s.Crops = c
	return nil
}

// time measures, on drawn pictures, finding the features of one and refusing a
// candidate that is none, which nearly all are.
func (c *CropScale) time(ctx context.Context, meter Meter) error {
	thumbs := make([][]byte, drawnTimed)
	for i := range thumbs {
		truth := sample.Invent(1, i)
		file, err := decode.PNG(sample.Draw(truth, image.Pt(512, 512)), 512)
		if err != nil {
			return fmt.Errorf("draw a picture: %w", err)
		}
		p := decode.Decode(ctx, "drawn.png", file, decode.Options{})
		if p.Frame == nil {
			return errors.New("draw a picture: it cannot be decoded")
		}
		thumbs[i] = Print(p.Frame).Thumb
	}
	pictures := make([]*thumb, drawnTimed)
	var end func() Cost
	for round := range 1 + drawnRounds { // the first makes room for what the others use again
		if round == 1 {
			end = meter()
		}
		for i, packed := range thumbs {
			t, err := unpack(packed)
			if err != nil {
				return err
			}
			t.described()
			pictures[i] = t
		}
	}
	c.FeaturesMS = 1000 * end().CPU / (drawnTimed * drawnRounds)
	judged := 0
	end = meter()
	for i, packed := range thumbs {
		for _, by := range []int{1, 5} {
			a, err := unpack(packed)
			if err != nil {
				return err
			}
			judgeCropWay(a, pictures[(i+by)%drawnTimed], cropWay{s: 1, dx: 10, dy: 5})
			judged++
		}
	}
	c.JudgeMS = 1000 * end().CPU / float64(judged)
	return nil
}
