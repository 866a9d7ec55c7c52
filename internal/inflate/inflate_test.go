package inflate

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand"
	"testing"
)

func pack(t testing.TB, data []byte, level int) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, level)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// unpack is what the standard library makes of a stream, nil if it refuses it.
func unpack(stream []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		return nil
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil
	}
	return data
}

// texts are data of many kinds: empty, flat, random, skewed so that codes get
// long, repeating at every distance.
func texts() map[string][]byte {
	r := rand.New(rand.NewSource(1))
	random := make([]byte, 100_000)
	for i := range random {
		random[i] = byte(r.Intn(256))
	}
	skewed := make([]byte, 300_000)
	for i := range skewed {
		skewed[i] = byte(r.ExpFloat64() * 9)
	}
	all := map[string][]byte{"empty": {}, "one": {7}, "flat": make([]byte, 70_000), "random": random, "skewed": skewed}
	for _, period := range []int{1, 2, 3, 7, 258, 259, 32768} {
		repeated := bytes.Repeat(random[:period], 80_000/period+2)
		for range 300 {
			repeated[r.Intn(len(repeated))]++
		}
		all[fmt.Sprint("period ", period)] = repeated
	}
	return all
}

func TestEqualsTheStandardLibrary(t *testing.T) {
	var d Decoder
	for name, want := range texts() {
		for level := -2; level <= 9; level++ {
			got := make([]byte, len(want))
			n, err := d.Zlib(got, pack(t, want, level))
			if err != nil || n != len(want) || !bytes.Equal(got, want) {
				t.Errorf("%s at level %d: %d of %d bytes, %v", name, level, n, len(want), err)
			}
		}
	}
}

func TestDamageIsFound(t *testing.T) {
	var d Decoder
	want := texts()["skewed"][:5000]
	whole := pack(t, want, 6)
	for cut := range len(whole) {
		if _, err := d.Zlib(make([]byte, len(want)), whole[:cut]); err == nil {
			t.Fatalf("cut after %d of %d bytes, and no error", cut, len(whole))
		}
	}
	for at := range whole {
		broken := bytes.Clone(whole)
		broken[at] ^= 0x10
		// Padding between blocks has no meaning: the standard library is the judge.
		if _, err := d.Zlib(make([]byte, len(want)), broken); err == nil && !bytes.Equal(unpack(broken), want) {
			t.Errorf("byte %d changed, and no error", at)
		}
	}
	if _, err := d.Zlib(make([]byte, len(want)-1), whole); err != ErrLong {
		t.Errorf("more data than expected gives %v", err)
	}
	if _, err := d.Zlib(make([]byte, len(want)+1), whole); err != ErrShort {
		t.Errorf("less data than expected gives %v", err)
	}
}

// FuzzZlib compares with the standard library on any bytes.
func FuzzZlib(f *testing.F) {
	for _, data := range texts() {
		data = data[:min(len(data), 3000)]
		f.Add(pack(f, data, 6), len(data))
		f.Add(pack(f, data, -2), len(data))
	}
	f.Fuzz(func(t *testing.T, stream []byte, size int) {
		if size < 0 || size > 1<<16 {
			return
		}
		got := make([]byte, size)
		var d Decoder
		n, err := d.Zlib(got, stream)
		r, headerErr := zlib.NewReader(bytes.NewReader(stream))
		if headerErr != nil {
			if err == nil {
				t.Fatalf("accepted a header that is refused: %v", headerErr)
			}
			return
		}
		want, wantErr := io.ReadAll(io.LimitReader(r, int64(size)+1))
		if wantErr == nil && len(want) == size != (err == nil) {
			t.Fatalf("error %v; the standard library: %d of %d bytes, %v", err, len(want), size, wantErr)
		}
		if common := min(n, len(want)); !bytes.Equal(got[:common], want[:common]) {
			t.Fatal("other bytes than the standard library's")
		}
	})
}

func BenchmarkZlib(b *testing.B) {
	data := texts()["skewed"]
	stream := pack(b, data, 6)
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		var d Decoder
		dst := make([]byte, len(data))
		for b.Loop() {
			if _, err := d.Zlib(dst, stream); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("standard", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		dst := make([]byte, len(data))
		for b.Loop() {
			r, err := zlib.NewReader(bytes.NewReader(stream))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := io.ReadFull(r, dst); err != nil {
				b.Fatal(err)
			}
		}
	})
}
