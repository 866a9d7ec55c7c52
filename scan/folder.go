package scan

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/place"
)

// folder is a source of files below one directory. It never follows a link,
// and opens every file below the directory through a root that links cannot
// lead out of.
type folder struct {
	root     *os.Root
	readers  []*Reader
	maxBytes int64
}

// openFolder is the source of all images below dir, at any depth.
func openFolder(dir string, readers []*Reader, maxBytes int64) (*folder, error) {
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open the source: there is no folder %s", dir)
	}
	if err != nil {
		return nil, fmt.Errorf("open the source: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("open the source: %s is a file: name the folder that holds the images", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the source: %w", err)
	}
	return &folder{root: root, readers: readers, maxBytes: maxBytes}, nil
}

// OpenFolder is the source of all images below dir, with the default limits.
func OpenFolder(dir string) (Source, error) {
	return openFolder(dir, Readers(), Options{}.withDefaults().MaxBytes)
}

func (f *folder) Close() error { return f.root.Close() }

// Entries walks the folder so that whole paths ascend: a directory sorts as
// its name with a slash behind it.
func (f *folder) Entries(ctx context.Context, over *PassedOver) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if err := f.walk(ctx, ".", over, func(e Entry) bool { return yield(e, nil) }); err != nil && !errors.Is(err, fs.SkipAll) {
			yield(Entry{}, err)
		}
	}
}

func (f *folder) walk(ctx context.Context, dir string, over *PassedOver, yield func(Entry) bool) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	listed, err := fs.ReadDir(f.root.FS(), dir)
	if err != nil && dir == "." {
		return fmt.Errorf("list the source: %w", err)
	}
	if err != nil {
		over.note(unlisted)
		if len(over.Unlisted) < mostUnlisted {
			over.Unlisted = append(over.Unlisted, dir)
		}
	}
	slices.SortFunc(listed, func(a, b fs.DirEntry) int { return strings.Compare(sortKey(a), sortKey(b)) })
	names := make(map[string]bool, len(listed))
	for _, d := range listed {
		names[d.Name()] = d.Type().IsRegular()
	}
	for _, d := range listed {
		at := path.Join(dir, d.Name())
		switch {
		case strings.HasPrefix(d.Name(), "."):
			if !isSidecarName(d.Name()) {
				over.note("hidden")
			}
		case d.IsDir():
			if err := f.walk(ctx, at, over, yield); err != nil {
				return err
			}
		case d.Type()&fs.ModeSymlink != 0:
			over.note("links")
		case !d.Type().IsRegular():
			over.note("special files")
		default:
			if kind := f.judge(at); kind != "" {
				if !isSidecarName(d.Name()) {
					over.note(kind)
				}
				continue
			}
			if !yield(f.entry(at, d, names)) {
				return fs.SkipAll
			}
		}
	}
	return nil
}

func sortKey(d fs.DirEntry) string {
	if d.IsDir() {
		return d.Name() + "/"
	}
	return d.Name()
}

// judge is empty for what may be an image, by its name or else by its first
// bytes, and says what it is taken for otherwise.
func (f *folder) judge(at string) string {
	ext := strings.ToLower(path.Ext(at))
	if slices.Contains(imageExtensions, ext) {
		return ""
	}
	if otherExtensions[ext] {
		return ext + " files"
	}
	file, err := f.root.Open(at)
	if err != nil {
		return "" // it will fail again, and then be a row with the reason
	}
	defer file.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(file, head)
	if decode.Sniff(head[:n]) != "" {
		return ""
	}
	if ext == "" {
		return "files without extension"
	}
	return ext + " files"
}

var imageExtensions = decode.Extensions()

// otherExtensions are never opened to see whether they are images.
var otherExtensions = func() map[string]bool {
	set := map[string]bool{}
	for _, ext := range strings.Fields(`.json .jsonl .txt .caption .csv .tsv .md .html .htm .xml .yaml .yml .toml .ini .log .pdf
		.svg .psd .zip .rar .7z .tar .gz .zst .parquet .arrow .npz .npy .pt .safetensors .sqlite .db .py .sh .go .js
		.mp4 .webm .mkv .avi .mov .mp3 .wav .ogg .flac .part .tmp`) {
		set[ext] = true
	}
	return set
}()

// isSidecarName says whether a file may be beside an image to speak about it;
// such files are not counted as passed over.
func isSidecarName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".txt", ".caption":
		return true
	}
	return false
}

func (f *folder) entry(at string, d fs.DirEntry, names map[string]bool) Entry {
	e := Entry{Path: at}
	stamp := sha256.New()
	note := func(name string, info fs.FileInfo) {
		fmt.Fprintf(stamp, "%s %d %d\n", name, info.Size(), info.ModTime().UnixNano())
	}
	if info, err := d.Info(); err == nil {
		e.Size, e.Modified = info.Size(), info.ModTime().UTC().Truncate(time.Microsecond)
		note(at, info)
	}
	for _, name := range sidecarNames(f.readers, path.Base(at)) {
		if !names[name] {
			continue
		}
		side := path.Join(path.Dir(at), name)
		e.Sidecars = append(e.Sidecars, side)
		if info, err := f.root.Lstat(side); err == nil {
			note(side, info)
		}
	}
	e.Stamp = hex.EncodeToString(stamp.Sum(nil)[:8])
	return e
}

// Read reads an entry and its sidecars.
func (f *folder) Read(e Entry) dataset.File {
	file := dataset.File{Path: e.Path, Modified: e.Modified, Size: e.Size}
	if !utf8.ValidString(e.Path) {
		file.Path = strings.ToValidUTF8(e.Path, "�")
		file.Error = fmt.Sprintf("its name %q is not UTF-8: rename it", e.Path)
		return file
	}
	if e.Size > f.maxBytes {
		file.Error = fmt.Sprintf("the file has %d MB, more than the limit of %d MB", e.Size>>20, f.maxBytes>>20)
		return file
	}
	data, err := f.read(e.Path, f.maxBytes)
	if err != nil {
		file.Error = plainError(err)
		return file
	}
	file.Data, file.Size = data, int64(len(data))
	for _, side := range e.Sidecars {
		data, err := f.read(side, maxSidecar)
		if err != nil {
			file.Sidecars = append(file.Sidecars, dataset.Sidecar{Path: side, Error: plainError(err)})
			continue
		}
		file.Sidecars = append(file.Sidecars, dataset.Sidecar{Path: side, Data: data})
	}
	return file
}

// maxSidecar is far above any post's metadata.
const maxSidecar = 16 << 20

func (f *folder) read(at string, limit int64) ([]byte, error) {
	return place.ReadFile(f.root, at, limit) // what became shorter since it was listed, decoding will tell
}

// plainError is the cause without the path, which the row has already.
func plainError(err error) string {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}
