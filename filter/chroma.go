package filter

import "github.com/winnow-data/winnow/dataset"

var _ = register(&dataset.Measure{
	Name: "chroma",
	Doc:  "99.9th percentile of chroma, 0–181, over white; JPEG's noise reaches 5.5, so that less is grey, however it is stored",
	Low:  0, High: 181,
	Func: chroma,
})

func chroma(f *dataset.Frame) float64 {
	c := chromaticityOf(f)
	return c.percentile(&c.chroma, .999)
}
