package decode

// colours is how a picture's colours become sRGB, on a premultiplied sheet;
// nil when they are taken to be sRGB already.
func colours(s *survey) func(*sheet) { return nil }

func convertStraight(pix []byte, w, h int, convert func(*sheet)) {
	convert(&sheet{w, h, pix})
}
