package filter

// found are the chains of patches of one mask, until it is known what is inside
// of them.
type found struct {
	members []member
	parts   []int32 // of each member, one after the other, its patches as they were traced
	ends    []int   // of each chain, among the members
	line    []mark
}

type member struct {
	patch
	end int // of its parts
}

// add takes in a chain, whose patches after tells, and wants them.
func (f *found) add(chain []patch, after []int32, wanted []bool) {
	for i := range chain {
		for part := chain[i].first; part >= 0; part = after[part] {
			f.parts = append(f.parts, part)
			wanted[part] = true
		}
		f.members = append(f.members, member{chain[i], len(f.parts)})
	}
	f.ends = append(f.ends, len(f.members))
}

// each hands out the chains as marks, which are valid until it returns. The first
// ones run along rows, the others along columns.
func (f *found) each(inside []inner, rows int, line func(marks []mark, vertical bool)) {
	from, part := 0, 0
	for i, end := range f.ends {
		vertical := i >= rows
		f.line = f.line[:0]
		for ; from < end; from++ {
			o := &f.members[from]
			if vertical {
				o.patch = o.turned()
			}
			m := o.mark()
			for ; part < o.end; part++ {
				m.holds(&inside[f.parts[part]])
			}
			if vertical {
				m = m.turned()
			}
			f.line = append(f.line, m)
		}
		line(f.line, vertical)
	}
}
