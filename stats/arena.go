package stats

// arena holds many short lists of tags by number in few large pieces, so that
// nothing is copied as it grows.
type arena struct {
	pieces [][]uint32
}

// arenaPiece is the length of a piece; a list does not cross from one into the
// next.
const arenaPiece = 1 << 20

// span is where a list is: the piece and the place in it, and its length.
type span struct {
	from   uint32
	length uint32
}

func (a *arena) put(list []uint32) span {
	list = list[:min(len(list), arenaPiece)]
	last := len(a.pieces) - 1
	if last < 0 || len(a.pieces[last])+len(list) > arenaPiece {
		a.pieces = append(a.pieces, make([]uint32, 0, arenaPiece))
		last++
	}
	at := len(a.pieces[last])
	a.pieces[last] = append(a.pieces[last], list...)
	return span{uint32(last*arenaPiece + at), uint32(len(list))}
}

func (a *arena) list(s span) []uint32 {
	if s.length == 0 {
		return nil
	}
	at := s.from % arenaPiece
	return a.pieces[s.from/arenaPiece][at : at+s.length]
}
