//go:build !amd64

package lanes

// Without wide instructions none of a row is done ahead.

func premultiplied(_, _ []byte) int                            { return 0 }
func lumas(_, _, _ []byte) int                                 { return 0 }
func chroma(_, _, _ []byte) int                                { return 0 }
func binomial(_, _, _, _, _, _ []byte) int                     { return 0 }
func steps16(_ []uint16, _, _ []byte) int                      { return 0 }
func standouts(_, _ []byte, _, _, _, _ []uint32, _, _ int) int { return 0 }
