package filter

// found are the chains of patches of one mask, until it is known what is inside
// of them.
type found struct {
	members []member
	parts   []int32 // of each member, one after the other, its patches as they were traced
	chains  []foundChain
	line    []mark
}

type member struct {
	patch
	end int // of its parts
}

type foundChain struct {
	end      int // of its members
	vertical bool
}

func (f *found) clear() {
	f.members, f.parts, f.chains = f.members[:0], f.parts[:0], f.chains[:0]
}

// add takes in a chain, whose patches after tells, and wants them: they are
// numbered from first on.
func (f *found) add(chain []patch, vertical bool, after []int32, first int, wanted []bool) {
	for i := range chain {
		for part := chain[i].first; part >= 0; part = after[part] {
			at := part + int32(first)
			f.parts = append(f.parts, at)
			wanted[at] = true
		}
		f.members = append(f.members, member{chain[i], len(f.parts)})
	}
	f.chains = append(f.chains, foundChain{len(f.members), vertical})
}

// each hands out the chains as marks, which are valid until it returns.
func (f *found) each(inside []inner, line func(marks []mark, vertical bool)) {
	from, part := 0, 0
	for _, c := range f.chains {
		f.line = f.line[:0]
		for ; from < c.end; from++ {
			o := &f.members[from]
			if c.vertical {
				o.patch = o.turned()
			}
			m := o.mark()
			for ; part < o.end; part++ {
				m.holds(&inside[f.parts[part]])
			}
			if c.vertical {
				m = m.turned()
			}
			f.line = append(f.line, m)
		}
		line(f.line, c.vertical)
	}
}
