package lanes

// Paeth adds to each byte of a row, of pixels of bpp bytes, what PNG's filter
// predicts: whichever of its left, upper and upper left neighbour is nearest to
// left + upper − upper left.
func Paeth(row, above []byte, bpp int) {
	above = above[:len(row)]
	done := paeth(row, above, bpp)
	switch {
	case done == 0 && bpp == 3:
		paeth3(row, above)
		return
	case done == 0 && bpp == 4:
		paeth4(row, above)
		return
	}
	for i := done; i < min(bpp, len(row)); i++ {
		row[i] += above[i]
	}
	for i := max(done, bpp); i < len(row); i++ {
		row[i] += byte(predicted(int(row[i-bpp]), int(above[i]), int(above[i-bpp])))
	}
}

// paeth3 keeps the left and the upper left pixel in registers.
func paeth3(row, above []byte) {
	var l0, l1, l2, c0, c1, c2 int
	above = above[:len(row)]
	for i := 0; i+3 <= len(row); i += 3 {
		u0, u1, u2 := int(above[i]), int(above[i+1]), int(above[i+2])
		l0 = (int(row[i]) + predicted(l0, u0, c0)) & 255
		l1 = (int(row[i+1]) + predicted(l1, u1, c1)) & 255
		l2 = (int(row[i+2]) + predicted(l2, u2, c2)) & 255
		row[i], row[i+1], row[i+2] = byte(l0), byte(l1), byte(l2)
		c0, c1, c2 = u0, u1, u2
	}
}

func paeth4(row, above []byte) {
	var l0, l1, l2, l3, c0, c1, c2, c3 int
	above = above[:len(row)]
	for i := 0; i+4 <= len(row); i += 4 {
		u0, u1, u2, u3 := int(above[i]), int(above[i+1]), int(above[i+2]), int(above[i+3])
		l0 = (int(row[i]) + predicted(l0, u0, c0)) & 255
		l1 = (int(row[i+1]) + predicted(l1, u1, c1)) & 255
		l2 = (int(row[i+2]) + predicted(l2, u2, c2)) & 255
		l3 = (int(row[i+3]) + predicted(l3, u3, c3)) & 255
		row[i], row[i+1], row[i+2], row[i+3] = byte(l0), byte(l1), byte(l2), byte(l3)
		c0, c1, c2, c3 = u0, u1, u2, u3
	}
}

// predicted is whichever of left, up and corner is nearest to left + up - corner.
func predicted(left, up, corner int) int {
	toLeft, toUp := up-corner, left-corner
	toCorner := toLeft + toUp
	toLeft = (toLeft ^ (toLeft >> 63)) - toLeft>>63
	toUp = (toUp ^ (toUp >> 63)) - toUp>>63
	toCorner = (toCorner ^ (toCorner >> 63)) - toCorner>>63
	if toUp < toLeft {
		left, toLeft = up, toUp
	}
	if toCorner < toLeft {
		return corner
	}
	return left
}
