package scan

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
	"github.com/winnow-data/winnow/internal/registry"
)

// Reader knows one form of metadata. To add one, declare it in a file of its own.
type Reader struct {
	Name string // in the metadata column
	Doc  string // one sentence: what it reads
	// Sidecars are the names of files that it reads, with {stem} for the
	// image's name without extension and {file} for the whole name. None, for
	// a reader of what is inside the image.
	Sidecars []string
	// Rank orders readers: where two know the same field, the lower one wins.
	Rank int
	// Sidecar reads a sidecar. False means that the file is of another kind.
	// An error is a file of this kind that is damaged.
	Sidecar func(data []byte) (dataset.Metadata, bool, error)
	// Inside reads the texts inside an image.
	Inside func(texts []decode.Text) (dataset.Metadata, bool, error)
}

var readers = registry.New[*Reader]("metadata reader")

func register(r *Reader) *Reader { return readers.Add(r.Name, r) }

// Readers lists all metadata readers by rank, then by name.
func Readers() []*Reader {
	all := readers.All()
	slices.SortStableFunc(all, func(a, b *Reader) int { return a.Rank - b.Rank })
	return all
}

// sidecarNames are the names beside an image that the readers look for, each once.
func sidecarNames(readers []*Reader, file string) []string {
	names := strings.NewReplacer("{stem}", strings.TrimSuffix(file, path.Ext(file)), "{file}", file)
	var all []string
	for _, r := range readers {
		for _, pattern := range r.Sidecars {
			if name := names.Replace(pattern); name != file && !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

// readMetadata asks every reader, and merges what they know by rank. Warnings
// name the sidecars that could not be understood.
func readMetadata(readers []*Reader, file dataset.File, texts []decode.Text) (dataset.Metadata, []string) {
	var all dataset.Metadata
	var origins, warnings []string
	understood := map[string]bool{}
	for _, r := range readers {
		if r.Inside != nil {
			m, ok, err := r.Inside(texts)
			if err != nil {
				warnings = append(warnings, r.Name+": "+err.Error())
			} else if ok {
				merge(&all, m)
				origins = append(origins, r.Name)
			}
		}
		for _, side := range r.sidecarsOf(file) {
			if side.Error != "" {
				warnings = append(warnings, "sidecar "+side.Path+": "+side.Error)
				understood[side.Path] = true
				continue
			}
			m, ok, err := r.Sidecar(inUTF8(side.Data))
			if err != nil {
				warnings = append(warnings, "sidecar "+side.Path+": "+err.Error())
			} else if ok {
				merge(&all, m)
				origins = append(origins, r.Name+" "+side.Path)
			}
			understood[side.Path] = understood[side.Path] || ok || err != nil
		}
	}
	for _, side := range file.Sidecars {
		if !understood[side.Path] {
			warnings = append(warnings, "sidecar "+side.Path+": it has nothing that any reader knows")
		}
	}
	all.Origin = strings.Join(origins, "; ")
	warnings = append(warnings, bound(&all)...)
	slices.Sort(warnings)
	return all, slices.Compact(warnings)
}

// inUTF8 is text without its byte order mark, and in UTF-8 where the mark says
// that it is in UTF-16, as editors of Windows write it.
func inUTF8(data []byte) []byte {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return []byte(decode.UTF16(data, nil)) // the mark has the order
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
}

// sidecarsOf are those of the file's sidecars that have a name r looks for.
func (r *Reader) sidecarsOf(file dataset.File) []dataset.Sidecar {
	if r.Sidecar == nil {
		return nil
	}
	names := sidecarNames([]*Reader{r}, path.Base(file.Path))
	return slices.DeleteFunc(slices.Clone(file.Sidecars), func(s dataset.Sidecar) bool {
		return !slices.Contains(names, path.Base(s.Path))
	})
}

// merge fills the fields of m that are empty from more. Tags of one origin are
// not mixed with those of another.
func merge(m *dataset.Metadata, more dataset.Metadata) {
	for _, field := range []struct{ have, more *string }{
		{&m.Site, &more.Site}, {&m.PostID, &more.PostID}, {&m.SourceURL, &more.SourceURL}, {&m.Rating, &more.Rating},
		{&m.Text, &more.Text}, {&m.AltText, &more.AltText}, {&m.Prompt, &more.Prompt},
		{&m.NegativePrompt, &more.NegativePrompt}, {&m.Generator, &more.Generator},
	} {
		if *field.have == "" {
			*field.have = *field.more
		}
	}
	if m.Score == nil {
		m.Score = more.Score
	}
	if m.Created == nil {
		m.Created = more.Created
	}
	if len(m.TagsGeneral)+len(m.TagsCharacter)+len(m.TagsCopyright)+len(m.TagsArtist)+len(m.TagsMeta) > 0 {
		return
	}
	m.TagsGeneral, m.TagsCharacter, m.TagsCopyright = more.TagsGeneral, more.TagsCharacter, more.TagsCopyright
	m.TagsArtist, m.TagsMeta = more.TagsArtist, more.TagsMeta
}
