package dedup

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"

	"github.com/winnow-data/winnow/internal/place"
)

// framed is a file that grows by frames: a length, the frame, and a hash of
// both. The first frame says by which rules the others were made, and a file of
// other rules is begun anew. What follows a frame that is cut short or damaged
// is cut off, so that a run that was killed loses its last frame at most.
type framed struct {
	path string
	file *os.File
	end  int64
}

const frameMost = 1 << 26 // bytes of a frame that are believed

// openFramed opens the file, and hands each frame but the first to take.
func openFramed(path, rules string, take func(frame []byte) error) (f *framed, err error) {
	// Not through a link, of which the target may be anybody's, nor into a pipe.
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("open what earlier runs judged: %s is not a regular file: remove it, it is made anew", path)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open what earlier runs judged: %w", err)
	}
	f = &framed{path: path, file: file}
	if err := f.load(rules, take); err != nil {
		return nil, errors.Join(fmt.Errorf("read %s: %w", path, err), file.Close())
	}
	return f, nil
}

func (f *framed) load(rules string, take func([]byte) error) error {
	in := bufio.NewReaderSize(f.file, 1<<20)
	first, err := readFrame(in)
	if err != nil || string(first) != rules {
		f.end = 0
		if err := f.file.Truncate(0); err != nil {
			return err
		}
		return f.append([]byte(rules))
	}
	for f.end = frameSize(first); ; {
		frame, err := readFrame(in)
		if err != nil || take(frame) != nil {
			return f.file.Truncate(f.end) // the end, or nothing that can be used from here on
		}
		f.end += frameSize(frame)
	}
}

const frameHead, frameTail = 8, 16

func frameSize(frame []byte) int64 { return int64(frameHead + len(frame) + frameTail) }

func readFrame(in io.Reader) ([]byte, error) {
	var head [frameHead]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return nil, err
	}
	n := binary.LittleEndian.Uint64(head[:])
	if n > frameMost {
		return nil, fmt.Errorf("a frame of %d bytes", n)
	}
	frame := make([]byte, n+frameTail)
	if _, err := io.ReadFull(in, frame); err != nil {
		return nil, err
	}
	frame, sum := frame[:n:n], frame[n:]
	if frameSum(head, frame) != [frameTail]byte(sum) {
		return nil, errors.New("a frame is damaged")
	}
	return frame, nil
}

func frameSum(head [frameHead]byte, frame []byte) [frameTail]byte {
	h := sha256.New()
	h.Write(head[:])
	h.Write(frame)
	return [frameTail]byte(h.Sum(nil))
}

// append writes a frame.
func (f *framed) append(frame []byte) error {
	n, err := f.file.WriteAt(encodeFrame(frame), f.end)
	if err != nil {
		return fmt.Errorf("write %s: %w", f.path, err)
	}
	f.end += int64(n)
	return nil
}

func encodeFrame(frame []byte) []byte {
	var head [frameHead]byte
	binary.LittleEndian.PutUint64(head[:], uint64(len(frame)))
	sum := frameSum(head, frame)
	return append(append(append(make([]byte, 0, frameSize(frame)), head[:]...), frame...), sum[:]...)
}

// writeFramed replaces the file at path, whole, by one of those frames.
func writeFramed(path, rules string, frames iter.Seq2[[]byte, error]) error {
	return place.WriteFile(path, func(w io.Writer) error {
		if _, err := w.Write(encodeFrame([]byte(rules))); err != nil {
			return err
		}
		for frame, err := range frames {
			if err == nil {
				_, err = w.Write(encodeFrame(frame))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// framesOf gives n things of a kind in frames of some size. It is false once
// yield is.
func framesOf(yield func([]byte, error) bool, kind byte, n int, add func(to []byte, i int) []byte) bool {
	frame := []byte{kind}
	for i := range n {
		if frame = add(frame, i); len(frame) > flushFrom || i == n-1 {
			if !yield(frame, nil) {
				return false
			}
			frame = frame[:1]
		}
	}
	return true
}

// rewrite replaces the file by one of what is kept of each frame but the first:
// nil for nothing. f stays the file of before, and is to be closed.
func (f *framed) rewrite(rules string, kept func(frame []byte) []byte) error {
	return writeFramed(f.path, rules, func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(io.NewSectionReader(f.file, 0, f.end), 1<<20)
		_, err := readFrame(in) // the first is passed over
		for err == nil {
			var frame []byte
			if frame, err = readFrame(in); err == nil {
				if some := kept(frame); len(some) > 0 && !yield(some, nil) {
					return
				}
			}
		}
		if !errors.Is(err, io.EOF) {
			yield(nil, err)
		}
	})
}

// Close leaves the file on the disk.
func (f *framed) Close() error { return errors.Join(f.file.Sync(), f.file.Close()) }

// peeked is a frame that was not read: its first byte and its length.
type peeked struct {
	kind   byte
	length int64
}

// peekFramed lists the frames of a file but the first, without reading or
// checking them: none if there is no file, or one of other rules.
func peekFramed(path, rules string) (frames []peeked, err error) {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, nil // a pipe would be waited for
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	first, err := readFrame(file)
	if err != nil || string(first) != rules {
		return nil, nil // another file, or a damaged one: nothing is remembered
	}
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	for at := frameSize(first); ; {
		var head [frameHead + 1]byte
		if _, err := file.ReadAt(head[:], at); errors.Is(err, io.EOF) {
			return frames, nil
		} else if err != nil {
			return nil, fmt.Errorf("read %s: %w", path, err)
		}
		n := int64(binary.LittleEndian.Uint64(head[:]))
		if at += frameHead + n + frameTail; n < 1 || at > info.Size() {
			return frames, nil
		}
		frames = append(frames, peeked{head[frameHead], n})
	}
}
