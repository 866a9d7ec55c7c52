package scan

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/decode"
)

func score(n int64) *int64 { return &n }

func at(year int, month time.Month, day int) *time.Time {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return &t
}

func TestReaders(t *testing.T) {
	for _, tt := range []struct {
		name  string
		side  string // name of the sidecar of dir/a.png
		data  string
		texts []decode.Text
		want  dataset.Metadata
	}{
		{
			name: "a post of Danbooru", side: "a.json",
			data: `{"id": 7, "rating": "s", "score": -3, "source": "https://example.com/x", "created_at": "2023-05-06T00:00:00.000+00:00",
				"tag_string_general": "1girl long_hair", "tag_string_character": "reimu_(touhou)", "tag_string_copyright": "touhou",
				"tag_string_artist": "someone", "tag_string_meta": "highres", "file_url": "https://cdn.donmai.us/original/x.png"}`,
			want: dataset.Metadata{Site: "danbooru", PostID: "7", SourceURL: "https://example.com/x", Rating: "sensitive", Score: score(-3), Created: at(2023, 5, 6),
				TagsGeneral: []string{"1girl", "long_hair"}, TagsCharacter: []string{"reimu_(touhou)"}, TagsCopyright: []string{"touhou"},
				TagsArtist: []string{"someone"}, TagsMeta: []string{"highres"}, Origin: "danbooru dir/a.json"},
		},
		{
			name: "a post of AIBooru", side: "a.json",
			data: `{"id": 7, "rating": "g", "tag_string_general": "1girl", "tag_string_ai_model": "some_model", "ai_metadata": {"prompt": "a girl", "negative_prompt": "bad"}}`,
			want: dataset.Metadata{Site: "aibooru", PostID: "7", Rating: "general", TagsGeneral: []string{"1girl"}, TagsMeta: []string{"some_model"},
				Prompt: "a girl", NegativePrompt: "bad", Origin: "danbooru dir/a.json"},
		},
		{
			name: "a post of the dump of 2019, where s was safe", side: "a.json",
			data: `{"id": "7", "md5": "x", "rating": "s", "score": "4", "tags": [{"id": "1", "name": "1girl", "category": "0"}, {"id": "2", "name": "touhou", "category": "3"}]}`,
			want: dataset.Metadata{Site: "danbooru", PostID: "7", Rating: "general", Score: score(4), TagsGeneral: []string{"1girl"},
				TagsCopyright: []string{"touhou"}, Origin: "danbooru dir/a.json"},
		},
		{
			name: "gallery-dl on a booru", side: "a.png.json",
			data: `{"category": "gelbooru", "subcategory": "tag", "id": 9, "rating": "safe", "score": 2, "date": "2022-01-02 00:00:00", "tags": "1girl hatsune_miku solo vocaloid x rating:explicit", "tags_artist": ["x"]}`,
			want: dataset.Metadata{Site: "gelbooru", PostID: "9", Rating: "general", Score: score(2), Created: at(2022, 1, 2),
				TagsGeneral: []string{"1girl", "solo"}, TagsCharacter: []string{"hatsune_miku"}, TagsCopyright: []string{"vocaloid"}, TagsArtist: []string{"x"},
				Origin: "gallery-dl dir/a.png.json"},
		},
		{
			name: "a line of tags as editors of Windows save it", side: "a.txt", data: "\xff\xfe1\x00g\x00i\x00r\x00l\x00,\x00 \x00\x0b\x54,\x00",
			want: dataset.Metadata{TagsGeneral: []string{"1girl", "吋"}, Origin: "text dir/a.txt"},
		},
		{
			name: "UTF-16 with the greater byte first", side: "a.json", data: "\xfe\xff\x00{\x00\"\x00t\x00a\x00g\x00_\x00s\x00t\x00r\x00i\x00n\x00g\x00\"\x00:\x00\"\x00x\x00\"\x00}",
			want: dataset.Metadata{Site: "danbooru", TagsGeneral: []string{"x"}, Origin: "danbooru dir/a.json"},
		},
		{
			name: "a line of tags", side: "a.txt", data: "1girl, long hair, looking at viewer,\n",
			want: dataset.Metadata{TagsGeneral: []string{"1girl", "long_hair", "looking_at_viewer"}, Origin: "text dir/a.txt"},
		},
		{
			name: "tags as boorus write them", side: "a.txt", data: "1girl long_hair solo",
			want: dataset.Metadata{TagsGeneral: []string{"1girl", "long_hair", "solo"}, Origin: "text dir/a.txt"},
		},
		{
			name: "prose with commas", side: "a.caption", data: "A girl with long hair, a red hat, and a smile stands by the sea.",
			want: dataset.Metadata{Text: "A girl with long hair, a red hat, and a smile stands by the sea.", Origin: "text dir/a.caption"},
		},
		{
			name: "prose and tags on lines of their own", side: "a.txt", data: "A girl waits at the station.\n1girl, train station, night\n",
			want: dataset.Metadata{Text: "A girl waits at the station.", TagsGeneral: []string{"1girl", "train_station", "night"}, Origin: "text dir/a.txt"},
		},
		{
			name:  "parameters of a web UI",
			texts: []decode.Text{{Key: "parameters", Value: "a girl, (red hat:1.2)\nNegative prompt: bad hands\nSteps: 20, Sampler: Euler a, Seed: 1, Model: some-model"}},
			want:  dataset.Metadata{Prompt: "a girl, (red hat:1.2)", NegativePrompt: "bad hands", Generator: "stable diffusion web ui, some-model", Origin: "a1111"},
		},
		{
			name: "NovelAI with characters",
			texts: []decode.Text{{Key: "Software", Value: "NovelAI"}, {Key: "Source", Value: "V4"},
				{Key: "Comment", Value: `{"prompt": "two girls", "uc": "bad", "v4_prompt": {"caption": {"base_caption": "two girls", "char_captions": [{"char_caption": "girl, red hair"}]}}}`}},
			want: dataset.Metadata{Prompt: "two girls | girl, red hair", NegativePrompt: "bad", Generator: "NovelAI, V4", Origin: "novelai"},
		},
	} {
		file := dataset.File{Path: "dir/a.png"}
		if tt.side != "" {
			file.Sidecars = []dataset.Sidecar{{Path: "dir/" + tt.side, Data: []byte(tt.data)}}
		}
		got, warnings := readMetadata(Readers(), file, tt.texts)
		if len(warnings) > 0 {
			t.Errorf("%s: warnings %q", tt.name, warnings)
		}
		if d := cmp.Diff(tt.want, got, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, d)
		}
	}
}

func TestListedTagsNameTheirCategory(t *testing.T) {
	m, ok, err := readText([]byte("1girl, character:hatsune_miku, artist:somebody, series:vocaloid, rating:g"))
	if err != nil || !ok {
		t.Fatalf("not read: %v", err)
	}
	want := dataset.Metadata{Rating: "general", TagsGeneral: []string{"1girl"}, TagsCharacter: []string{"hatsune_miku"}, TagsArtist: []string{"somebody"}, TagsCopyright: []string{"vocaloid"}}
	if d := cmp.Diff(want, m, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestBadSidecarsAreWarnings(t *testing.T) {
	for name, data := range map[string]string{"a.json": `{"id": `, "a.txt": "\xff\x00t", "a.png.txt": "\xff\xfe\x00",
		"a.png.json": "[1, 2]", "a.caption": " \n", "a-danbooru.json": `{"name": "of something else"}`} {
		file := dataset.File{Path: "a.png", Sidecars: []dataset.Sidecar{{Path: name, Data: []byte(data)}}}
		m, warnings := readMetadata(Readers(), file, nil)
		if len(warnings) != 1 || m.Origin != "" {
			t.Errorf("%s gives %d warnings %q and metadata %+v, want one warning", name, len(warnings), warnings, m)
		}
	}
}

func TestBetterMetadataWins(t *testing.T) {
	file := dataset.File{Path: "a.png", Sidecars: []dataset.Sidecar{
		{Path: "a.txt", Data: []byte("1boy, short hair")},
		{Path: "a.json", Data: []byte(`{"id": 1, "tag_string_general": "1girl"}`)},
	}}
	m, _ := readMetadata(Readers(), file, []decode.Text{{Key: "parameters", Value: "x\nSteps: 1, Model: y"}})
	if d := cmp.Diff([]string{"1girl"}, m.TagsGeneral); d != "" || m.Prompt != "x" || m.PostID != "1" {
		t.Errorf("merged metadata %+v: tags (-want +got):\n%s", m, d)
	}
}

func FuzzSidecars(f *testing.F) {
	for _, s := range []string{`{"id": 7, "tag_string_general": "a b"}`, `[{"category": "x", "subcategory": "y", "tags": [1, null, {"name": 3}]}]`, "1girl, solo", "\ufeff{}", `{"tags": {}, "md5": 1}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, r := range Readers() {
			if r.Sidecar != nil {
				_, _, _ = r.Sidecar(data)
			}
			if r.Inside != nil {
				_, _, _ = r.Inside([]decode.Text{{Key: "parameters", Value: string(data)}, {Key: "Software", Value: "NovelAI"}, {Key: "Comment", Value: string(data)}})
			}
		}
	})
}
