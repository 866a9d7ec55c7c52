package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
)

const (
	manifestName = "manifest.json"
	stagingName  = ".winnow-part"

	stagedManifest = "manifest-whole.json" // until all files are in their places
)

// Manifest lists what an export wrote, so that the next one knows what is its
// own, and readers can tell whether anything is missing or changed.
type Manifest struct {
	Made     dataset.Footer `json:"made"`     // as of a table: options and inputs
	Complete bool           `json:"complete"` // false while files are being put in place
	Summary  Summary        `json:"summary"`
	Files    []File         `json:"files"` // sorted by path
}

// File is one file of an export.
type File struct {
	Path   string `json:"path"` // relative to the folder, "/" separated
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// output is a folder being written: every file stands aside until all are
// whole, and is then renamed into its place.
type output struct {
	dir   string
	made  bool // by this export
	files []File
	old   Manifest
}

// openOutput prepares the folder. What another program left there stays.
func openOutput(dir string) (*output, error) {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return nil, fmt.Errorf("export to %s: it is a file: name a folder", dir)
	}
	out := &output{dir: dir, made: errors.Is(err, fs.ErrNotExist)}
	if out.old, err = readManifest(dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("export to %s: %w", dir, err)
	}
	if err := clearStaging(dir); err != nil {
		return nil, err
	}
	if err := os.Mkdir(filepath.Join(dir, stagingName), 0o755); err != nil {
		return nil, fmt.Errorf("export to %s: %w", dir, err)
	}
	return out, nil
}

// clearStaging removes what an interrupted export left.
func clearStaging(dir string) error {
	if err := os.RemoveAll(filepath.Join(dir, stagingName)); err != nil {
		return fmt.Errorf("clear what an interrupted export left: %w", err)
	}
	return nil
}

// readManifest is the manifest of an earlier export into dir; none is an empty one.
func readManifest(dir string) (Manifest, error) {
	var m Manifest
	path := filepath.Join(dir, manifestName)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(text) == 0 {
		return m, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil || m.Made.Stage != Stage {
		return m, fmt.Errorf("export to %s: its %s is not that of an export of winnow: move it away, or name another folder", dir, manifestName)
	}
	for _, f := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(f.Path)) {
			return m, fmt.Errorf("export to %s: its %s names %s, which lies outside: move it away, or name another folder", dir, manifestName, f.Path)
		}
	}
	return m, nil
}

// whole says whether all files of the manifest are there, by their sizes.
func (m Manifest) whole(dir string) bool {
	for _, f := range m.Files {
		info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.Path)))
		if err != nil || info.Size() != f.Bytes {
			return false
		}
	}
	return m.Complete
}

// named are the files that a summary names: all but the pictures and the texts
// beside them.
func (m Manifest) named(dir string) []string {
	var paths []string
	for _, f := range m.Files {
		if !strings.Contains("/"+f.Path, "/images/") {
			paths = append(paths, filepath.Join(dir, filepath.FromSlash(f.Path)))
		}
	}
	slices.Sort(paths)
	return paths
}

// staged is a file that is written aside, and hashed on the way.
type staged struct {
	out  *output
	file *os.File
	path string
	hash hash.Hash
	size int64
}

// create starts a file. Finish it with Close.
func (o *output) create(path string) (*staged, error) {
	if slices.Contains([]string{manifestName, stagedManifest, stagingName}, path) {
		panic("export: " + path + " is written by the export itself")
	}
	full := filepath.Join(o.dir, stagingName, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	file, err := os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", path, err)
	}
	return &staged{out: o, file: file, path: path, hash: sha256.New()}, nil
}

func (s *staged) Write(p []byte) (int, error) {
	n, err := s.file.Write(p)
	s.hash.Write(p[:n])
	s.size += int64(n)
	return n, err
}

// Close makes the file part of the output.
func (s *staged) Close() error {
	if err := s.file.Close(); err != nil {
		return fmt.Errorf("write %s: %w", s.path, err)
	}
	s.out.files = append(s.out.files, File{Path: s.path, Bytes: s.size, SHA256: hex.EncodeToString(s.hash.Sum(nil))})
	return nil
}

// put writes a whole file.
func (o *output) put(path string, data []byte) error {
	file, err := o.create(path)
	if err != nil {
		return err
	}
	if _, err := file.Write(data); err != nil {
		return errors.Join(fmt.Errorf("write %s: %w", path, err), file.file.Close())
	}
	return file.Close()
}

// abandon removes what was written aside, and the folder if it is new and empty.
func (o *output) abandon() error {
	err := o.clear()
	if o.made {
		os.Remove(o.dir) // it stays when anything is in it
	}
	return err
}

// clear removes what was written aside.
func (o *output) clear() error { return os.RemoveAll(filepath.Join(o.dir, stagingName)) }

// commit renames every file into its place, removes those of the former export
// that are no more, and writes the manifest last. When it is interrupted the
// manifest lists the files of both, so that the next export can clean up.
func (o *output) commit(m Manifest) error {
	slices.SortFunc(o.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	m.Files, m.Complete = o.files, true
	own := map[string]bool{}
	for _, f := range o.old.Files {
		own[f.Path] = true
	}
	for _, f := range o.files {
		if _, err := os.Lstat(o.place(f.Path)); err == nil && !own[f.Path] {
			return fmt.Errorf("export to %s: %s is there and was not written by winnow: move it away, or name another folder", o.dir, f.Path)
		}
	}
	if err := o.linksInside(); err != nil {
		return err
	}
	both := m
	both.Complete = false
	both.Files = union(o.files, o.old.Files)
	// Both manifests are written before anything is put in its place, so that a
	// full disk is noticed while the former export is still whole.
	for name, manifest := range map[string]Manifest{stagedManifest: m, manifestName: both} {
		if err := o.stageManifest(name, manifest); err != nil {
			return err
		}
	}
	if err := o.placeManifest(manifestName); err != nil {
		return err
	}
	for _, f := range o.files {
		if err := os.MkdirAll(filepath.Dir(o.place(f.Path)), 0o755); err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
		if err := os.Rename(filepath.Join(o.dir, stagingName, filepath.FromSlash(f.Path)), o.place(f.Path)); err != nil {
			return fmt.Errorf("write %s: %w", f.Path, err)
		}
		delete(own, f.Path)
	}
	for path := range own {
		if err := os.Remove(o.place(path)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove %s of the former export: %w", path, err)
		}
		// Its folders go too, if that was the last file in them. That of the
		// export itself stays: it may be a link, which would be taken away.
		for folder := filepath.Dir(filepath.FromSlash(path)); folder != "."; folder = filepath.Dir(folder) {
			if os.Remove(filepath.Join(o.dir, folder)) != nil {
				break // something is in it
			}
		}
	}
	if err := o.placeManifest(stagedManifest); err != nil {
		return err
	}
	return o.clear()
}

// linksInside is an error if a folder within the output is a link: files would
// be written, or those of the former export removed, where it leads to, which
// may be the source.
func (o *output) linksInside() error {
	seen := map[string]bool{".": true}
	for _, f := range union(o.files, o.old.Files) {
		for folder := path.Dir(f.Path); !seen[folder]; folder = path.Dir(folder) {
			seen[folder] = true
			info, err := os.Lstat(o.place(folder))
			if err == nil && info.Mode()&fs.ModeSymlink != 0 {
				return fmt.Errorf("export to %s: %s is a link, through which nothing is written: move it away, or name another folder", o.dir, folder)
			}
		}
	}
	return nil
}

func (o *output) place(path string) string { return filepath.Join(o.dir, filepath.FromSlash(path)) }

func (o *output) stageManifest(name string, m Manifest) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	err := encoder.Encode(m)
	if err == nil {
		err = os.WriteFile(filepath.Join(o.dir, stagingName, name), b.Bytes(), 0o644)
	}
	if err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return nil
}

func (o *output) placeManifest(staged string) error {
	if err := os.Rename(filepath.Join(o.dir, stagingName, staged), o.place(manifestName)); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	return nil
}

// union is every file once, those of a before those of b.
func union(a, b []File) []File {
	all := slices.Clone(a)
	have := map[string]bool{}
	for _, f := range a {
		have[f.Path] = true
	}
	for _, f := range b {
		if !have[f.Path] {
			all = append(all, f)
		}
	}
	return all
}
