package sample

// dice is the only source of chance: SplitMix64, whose numbers are the same on
// every machine and in every version of Go.
type dice struct{ state uint64 }

// roll is dice for one purpose: other salts give unrelated numbers.
func roll(seed uint64, salt string) *dice {
	d := &dice{seed*0x9E3779B97F4A7C15 + 0x1234567}
	for _, c := range []byte(salt) {
		d.state = d.next() ^ uint64(c)
	}
	return d
}

func (d *dice) next() uint64 {
	d.state += 0x9E3779B97F4A7C15
	z := d.state
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (d *dice) below(n int) int { return int(d.next() >> 11 % uint64(n)) }

// between is a number from low to high. The product is rounded before the sum,
// so that no machine fuses the two.
func (d *dice) between(low, high float64) float64 {
	f := float64(d.next()>>11) / (1 << 53)
	return low + float64((high-low)*f)
}

// chance is true in percent of 100 cases.
func (d *dice) chance(percent int) bool { return d.below(100) < percent }

func pick[T any](d *dice, from ...T) T { return from[d.below(len(from))] }

// weighted picks a name by its weight.
type weight struct {
	name string
	n    int
}

func weighted(d *dice, from []weight) string {
	sum := 0
	for _, w := range from {
		sum += w.n
	}
	at := d.below(sum)
	for _, w := range from {
		if at < w.n {
			return w.name
		}
		at -= w.n
	}
	panic("sample: weights do not add up")
}
