package scan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
)

func TestHostileMetadataIsCutAndSaidSo(t *testing.T) {
	general := []string{strings.Repeat("x", maxTag+1)}
	for i := range 3000 {
		general = append(general, fmt.Sprintf("tag_%d", i))
	}
	m := dataset.Metadata{TagsCharacter: []string{"somebody"}, TagsGeneral: general, Text: strings.Repeat("あ", maxField)}
	got := bound(&m)
	want := []string{
		"1 tags are left out, which are longer than 1024 bytes",
		"only the first 2000 of 3001 tags are read",
		"only the first 65535 of the 196608 bytes of its text are read",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("warnings (-want +got):\n%s", d)
	}
	if len(m.TagsGeneral) != 1999 || !slices.Equal(m.TagsCharacter, []string{"somebody"}) {
		t.Errorf("kept %d general tags and the characters %v: who is on it comes first", len(m.TagsGeneral), m.TagsCharacter)
	}
	if !utf8.ValidString(m.Text) {
		t.Error("the text is cut inside a character")
	}
}

func TestOrdinaryMetadataStaysAsItIs(t *testing.T) {
	m := dataset.Metadata{TagsGeneral: []string{"1girl", "solo"}, TagsArtist: []string{"a"}, Text: "A girl."}
	was := m
	if got := bound(&m); len(got) > 0 {
		t.Errorf("warnings %q", got)
	}
	if d := cmp.Diff(was, m); d != "" {
		t.Errorf("metadata (-was +is):\n%s", d)
	}
}
