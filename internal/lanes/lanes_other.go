//go:build !amd64

package lanes

// Without wide instructions none of a row is done ahead.

func premultiplied(_, _ []byte) int                                           { return 0 }
func lumas(_, _, _ []byte) int                                                { return 0 }
func chroma(_, _, _ []byte) int                                               { return 0 }
func binomial(_, _, _, _, _, _ []byte) int                                    { return 0 }
func steps16(_ []uint16, _, _ []byte) int                                     { return 0 }
func weigh(_, _ []byte, _ uint16, _ bool) int                                 { return 0 }
func blocks(_, _ *[8]int, _ []byte, _ byte) int                               { return 0 }
func round(_, _ []byte, _ int) int                                            { return 0 }
func residuals(_, _, _, _, _ []byte) int                                      { return 0 }
func standouts(_, _ []uint64, _ []byte, _, _, _, _, _ []uint32, _, _ int) int { return 0 }
func graded(_, _ []uint64, _, _ []byte, _ byte) int                           { return 0 }
func kernel(_, _ []float32, _ int, _ []float32) int                           { return 0 }
func peaks(_ []byte, _ *[9][]float32, _ int, _ float32) int                   { return 0 }
func subtract(_, _, _ []float32) int                                          { return 0 }
func within(_ []uint64, _ []byte, _, _ byte) int                              { return 0 }
func uneven(_ []uint64, _, _ []byte, _ byte) int                              { return 0 }
func ends(_ []uint64, _, _, _ []byte) int                                     { return 0 }
func bends(_ []uint16, _, _, _ []byte) int                                    { return 0 }
func accumulate(_, _ []uint32, _ []byte) int                                  { return 0 }
func moments(_ []byte) (n, sum, squares int)                                  { return 0, 0, 0 }
func average(_, _ []byte, _ []int32, _ []int16, _ int) int                    { return 0 }
func averagePixels(_, _ []byte, _ []int32, _ []int16, _ int) int              { return 0 }
func paeth(_, _ []byte, _ int) int                                            { return 0 }
func dot(_, _ []byte) (n, sum int)                                            { return 0, 0 }
func frequencies(_ *[8][8]float32, _ *[16][16]float32) bool                   { return false }
func adler(a, b uint32, _ []byte) (n int, a2, b2 uint32)                      { return 0, a, b }
func halve(_, _, _ []byte) (n, squares int)                                   { return 0, 0 }
func sumTrees(_ *[8]float64, _ *[128][8]float32, _ []Tree) bool               { return false }
func boxMoments(_ []byte, _, _, _ int) (rows, sum, squares int)               { return 0, 0, 0 }
func atLeast(_ []uint64, _ []uint16, _ uint16) int                            { return 0 }
