package lanes

import "testing"

// The plain functions are held to the definitions that their comments name.
func TestRows(t *testing.T) {
	for a := range 256 {
		src, dst := make([]byte, 4*256), make([]byte, 4*256)
		for v := range 256 {
			copy(src[4*v:], []byte{byte(v), byte(255 - v), 255, byte(a)})
		}
		Premultiply(dst, src)
		for i, v := range dst {
			want := (int(src[i])*a*2 + 255) / 510
			if i%4 == 3 {
				want = a
			}
			if int(v) != want {
				t.Fatalf("Premultiply(%d) by %d = %d, want %d", src[i], a, v, want)
			}
		}
	}
	var white, black, cb, cr [4]byte
	Lumas(white[:], black[:], []byte{0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 64, 64, 64, 128})
	if got, want := [2][4]byte{white, black}, [2][4]byte{{255, 255, 0, 191}, {0, 255, 0, 64}}; got != want {
		t.Errorf("Lumas = %v, want %v", got, want)
	}
	Chroma(cb[:], cr[:], []byte{9, 9, 9, 255, 255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255})
	if got, want := [2][4]byte{cb, cr}, [2][4]byte{{128, 85, 44, 255}, {128, 255, 21, 107}}; got != want {
		t.Errorf("Chroma = %v, want %v", got, want)
	}
	to := []byte{0}
	if Binomial(to, []byte{255}, []byte{0}, []byte{255}, []byte{0}, []byte{1}); to[0] != 112 {
		t.Errorf("Binomial = %d, want 112", to[0])
	}
	steps := []uint16{0, 0}
	if Steps(steps, []byte{0, 255, 250}, []byte{255, 0}); steps[0] != 510 || steps[1] != 260 {
		t.Errorf("Steps = %v, want [510 260]", steps)
	}
	zero, sum := []uint32{0, 0, 0}, []uint32{400, 400, 400}
	out := []byte{9, 9, 9}
	if Standouts(out, []byte{89, 90, 111}, zero, zero, zero, sum, 4, 10); string(out) != "\x01\x00\x02" {
		t.Errorf("Standouts = %v, want [1 0 2]", out)
	}
}
