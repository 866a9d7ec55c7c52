package scan

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"github.com/winnow-data/winnow/dataset"
)

// journal keeps the records of a scan while it runs, so that a scan that was
// killed goes on where it was. It is a file of framed JSON: a length, a CRC-32
// and the record; what follows a broken frame is cut off. The first frame says
// what kind of scan wrote it, and a journal of another kind is started anew.
type journal struct {
	file  *os.File
	end   int64
	paths map[key]int64 // of images that a former run read, to the place of their last frame
	ids   map[key]int64 // of measured ids, to the place of a frame that has it
}

// key stands for a path or an id in memory: 16 bytes of its hash, so that ten
// million of them have room.
type key [16]byte

func keyOf(s string) key {
	sum := sha256.Sum256([]byte(s))
	return key(sum[:16])
}

// journalRecord is a frame. Values are raw bits, for JSON has no NaN.
type journalRecord struct {
	Image  dataset.Image        `json:"image"`
	Values []uint64             `json:"values,omitempty"`
	Print  *dataset.Fingerprint `json:"print,omitempty"`
}

func (r *journalRecord) measured() *dataset.Measured {
	if r.Print == nil {
		return nil
	}
	m := &dataset.Measured{ID: r.Image.ID, Values: make([]float64, len(r.Values)), Print: *r.Print}
	for i, bits := range r.Values {
		m.Values[i] = math.Float64frombits(bits)
	}
	return m
}

func journalPath(ws dataset.Workspace) string { return filepath.Join(ws.Dir, "scan.journal") }

// openJournal goes on with the journal of the workspace if kind began it.
func openJournal(ws dataset.Workspace, kind []byte) (*journal, error) {
	file, err := os.OpenFile(journalPath(ws), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	j := &journal{file: file, paths: map[key]int64{}, ids: map[key]int64{}}
	if err := j.load(kind); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return j, nil
}

func (j *journal) load(kind []byte) error {
	in := bufio.NewReaderSize(j.file, 1<<20)
	first, size, err := readFrame(in)
	if err != nil || string(first) != string(kind) {
		return j.restart(kind)
	}
	for j.end = size; ; j.end += size {
		var frame []byte
		if frame, size, err = readFrame(in); err != nil {
			break // the end, or what a killed run left of its last frame
		}
		var record journalRecord
		if err := json.Unmarshal(frame, &record); err != nil {
			break
		}
		j.paths[keyOf(record.Image.Path)] = j.end
		j.note(&record, j.end)
	}
	return j.file.Truncate(j.end)
}

func (j *journal) restart(kind []byte) error {
	if err := j.file.Truncate(0); err != nil {
		return err
	}
	j.end = 0
	return j.append(kind)
}

// note remembers where a measured id is. Paths are remembered by load alone:
// they are looked up by another goroutine than the one that adds.
func (j *journal) note(r *journalRecord, at int64) {
	if r.Print != nil {
		j.ids[keyOf(r.Image.ID)] = at
	}
}

// Add appends a record.
func (j *journal) Add(r dataset.Record) error {
	record := journalRecord{Image: r.Image}
	if r.Measured != nil {
		record.Print = &r.Measured.Print
		for _, v := range r.Measured.Values {
			record.Values = append(record.Values, math.Float64bits(v))
		}
	}
	frame, err := json.Marshal(record)
	if err != nil {
		return fmt.Errorf("journal %s: %w", r.Image.Path, err)
	}
	at := j.end
	if err := j.append(frame); err != nil {
		return err
	}
	j.note(&record, at)
	return nil
}

func (j *journal) append(frame []byte) error {
	var head [8]byte
	binary.LittleEndian.PutUint32(head[:4], uint32(len(frame)))
	binary.LittleEndian.PutUint32(head[4:], crc32.ChecksumIEEE(frame))
	n, err := j.file.WriteAt(append(head[:], frame...), j.end)
	if err != nil {
		return err
	}
	j.end += int64(n)
	return nil
}

// Image is the row that the journal has for a path, if it is of that stamp.
func (j *journal) Image(path, stamp string) (*dataset.Image, error) {
	at, ok := j.paths[keyOf(path)]
	if !ok {
		return nil, nil
	}
	r, err := j.at(at)
	if err != nil || r.Image.Path != path || r.Image.Stamp != stamp {
		return nil, err
	}
	return &r.Image, nil
}

// Measured is what the journal has of an id, nil if nothing.
func (j *journal) Measured(id string) (*dataset.Measured, error) {
	at, ok := j.ids[keyOf(id)]
	if !ok {
		return nil, nil
	}
	r, err := j.at(at)
	if err != nil {
		return nil, err
	}
	return r.measured(), nil
}

func (j *journal) at(offset int64) (*journalRecord, error) {
	frame, _, err := readFrame(io.NewSectionReader(j.file, offset, math.MaxInt64-offset))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", j.file.Name(), err)
	}
	var r journalRecord
	if err := json.Unmarshal(frame, &r); err != nil {
		return nil, fmt.Errorf("read %s: %w", j.file.Name(), err)
	}
	return &r, nil
}

// maxFrame is above any record; a longer length is damage.
const maxFrame = 64 << 20

func readFrame(in io.Reader) (frame []byte, size int64, err error) {
	var head [8]byte
	if _, err := io.ReadFull(in, head[:]); err != nil {
		return nil, 0, err
	}
	n := binary.LittleEndian.Uint32(head[:4])
	if n > maxFrame {
		return nil, 0, errors.New("a frame of the journal is damaged")
	}
	frame = make([]byte, n)
	if _, err := io.ReadFull(in, frame); err != nil {
		return nil, 0, err
	}
	if crc32.ChecksumIEEE(frame) != binary.LittleEndian.Uint32(head[4:]) {
		return nil, 0, errors.New("a frame of the journal is damaged")
	}
	return frame, int64(len(head)) + int64(n), nil
}

// Empty says that there is nothing in it that a later run could use.
func (j *journal) Empty() bool { return len(j.paths) == 0 }

// Close keeps the journal for the next run.
func (j *journal) Close() error { return j.file.Close() }

// Remove deletes the journal, when all of it is in the tables.
func (j *journal) Remove() error {
	err := j.file.Close()
	if rm := os.Remove(j.file.Name()); !errors.Is(rm, fs.ErrNotExist) {
		err = errors.Join(err, rm)
	}
	return err
}
