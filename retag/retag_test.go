package retag

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/recipe"
	"github.com/winnow-data/winnow/internal/table"
)

// workspace holds three images, of which the first has two files and lost a
// duplicate.
func workspace(t *testing.T) dataset.Workspace {
	t.Helper()
	ws := dataset.Workspace{Dir: t.TempDir()}
	image := func(path, id, general, character string) dataset.Image {
		return dataset.Image{Path: path, ID: id, Status: dataset.StatusOK, TagsGeneral: strings.Fields(general), TagsCharacter: strings.Fields(character), Rating: "general"}
	}
	images := []dataset.Image{
		image("a.png", "1", "1girl very_long_hair smile", "miku"),
		image("b.png", "2", "1girl hat", ""),
		image("c.png", "1", "1girl blue_eyes", ""),
		image("d.png", "3", "2girls lengthy_hair twitter_username", ""),
	}
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	groups := []dataset.Group{
		{ID: "1", Group: "1", Survivor: true, Why: "larger", TagsMerged: []string{"general:hat", "copyright:vocaloid"}},
		{ID: "2", Group: "1", Class: dataset.ClassCopy, Why: "smaller"},
	}
	if err := table.Write(ws.Table(dataset.TableGroups), dataset.Footer{Stage: "dedup"}, table.All(groups)); err != nil {
		t.Fatal(err)
	}
	return ws
}

func run(t *testing.T, ws dataset.Workspace, o Options) (dataset.Summary, []dataset.Tagged) {
	t.Helper()
	s, err := Run(context.Background(), ws, o, nil)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := table.ReadAll[dataset.Tagged](ws.Table(dataset.TableTags))
	if err != nil {
		t.Fatal(err)
	}
	return s, rows
}

func TestEffectiveTagsAreTheUnionOfFilesAndDuplicates(t *testing.T) {
	s, rows := run(t, workspace(t), Options{})
	if s.Found != 4 || s.Kept != 4 || len(rows) != 3 || s.Counts["different images"] != 3 {
		t.Errorf("found %d, kept %d, %d rows, counts %v: want 4 files and 3 rows", s.Found, s.Kept, len(rows), s.Counts)
	}
	if d := cmp.Diff("1girl very_long_hair smile blue_eyes hat", strings.Join(rows[0].General, " ")); d != "" {
		t.Error(d)
	}
	want := []dataset.TagChange{{Tag: "hat", Change: "added", From: "2", By: "merge"}, {Tag: "vocaloid", Change: "added", By: "merge"}}
	if d := cmp.Diff(want, rows[0].Changes); d != "" {
		t.Errorf("changes (-want +got):\n%s", d)
	}
	if len(rows[1].Changes) != 0 {
		t.Errorf("an image that nothing is about has changes: %v", rows[1].Changes)
	}
}

func TestWhatIsNoImageHandsOnNoTags(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	images := []dataset.Image{
		{Path: "a.png", ID: "1", Status: dataset.StatusNotImage, TagsGeneral: []string{"smile"}},
		{Path: "b.png", ID: "1", Status: dataset.StatusNotImage, TagsGeneral: []string{"hat"}},
		{Path: "c.png", ID: "2", Status: dataset.StatusDamaged, TagsGeneral: []string{"smile"}},
		{Path: "d.png", ID: "2", Status: dataset.StatusDamaged, TagsGeneral: []string{"hat"}},
	}
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	_, rows := run(t, ws, Options{})
	if d := cmp.Diff([][]string{{"smile"}, {"smile", "hat"}}, [][]string{rows[0].General, rows[1].General}); d != "" {
		t.Error(d)
	}
}

func TestWhatIsNoImageIsNotCounted(t *testing.T) {
	ws := workspace(t)
	images, err := table.ReadAll[dataset.Image](ws.Table(dataset.TableImages))
	if err != nil {
		t.Fatal(err)
	}
	images = append(images, dataset.Image{Path: "e.png", ID: "4", Status: dataset.StatusNotImage})
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	for _, again := range []bool{false, true} {
		s, rows := run(t, ws, Options{})
		if s.UpToDate != again || s.Found != 4 || s.Kept != 4 || len(rows) != 4 || s.Counts["different images"] != 3 || s.Counts["images without tags"] != 0 {
			t.Errorf("again %v: found %d, kept %d, %d rows, counts %v: want 4 files, 3 images and 4 rows", again, s.Found, s.Kept, len(rows), s.Counts)
		}
	}
}

func TestEachOptionDoesWhatItSays(t *testing.T) {
	aliases := filepath.Join(t.TempDir(), "aliases.csv")
	text := "long_hair,0,100,\"/lh,lengthy_hair\"\nsmile,happy_face\na,b\nb,a\n"
	if err := os.WriteFile(aliases, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name    string
		options Options
		want    [3]string // general tags
	}{
		{"apart", Options{Apart: true}, [3]string{"1girl very_long_hair smile blue_eyes", "1girl hat", "2girls lengthy_hair twitter_username"}},
		{"aliases", Options{Aliases: aliases}, [3]string{"1girl very_long_hair happy_face blue_eyes hat", "1girl hat", "2girls long_hair twitter_username"}},
		{"implied tags are added", Options{Implications: "add"}, [3]string{"1girl very_long_hair smile blue_eyes hat long_hair", "1girl hat", "2girls lengthy_hair twitter_username multiple_girls"}},
		{"blacklist by wildcard and group", Options{Blacklist: []string{"*_username", "group:eyes"}}, [3]string{"1girl very_long_hair smile hat", "1girl hat", "2girls lengthy_hair"}},
		{"rename", Options{Rules: []Rule{{Rename: "lengthy hair", To: "long hair"}}}, [3]string{"1girl very_long_hair smile blue_eyes hat", "1girl hat", "2girls long_hair twitter_username"}},
		{"rename into what is there", Options{Rules: []Rule{{Rename: "smile", To: "hat"}}}, [3]string{"1girl very_long_hair blue_eyes hat", "1girl hat", "2girls lengthy_hair twitter_username"}},
		{"remove a group", Options{Rules: []Rule{{Remove: []string{"group:hair", "meta:*"}}}}, [3]string{"1girl smile blue_eyes hat", "1girl hat", "2girls twitter_username"}},
		{"add where", Options{Rules: []Rule{{Add: []string{"tagged"}, Where: `"hat" in tags_general && people == "solo"`}}},
			[3]string{"1girl very_long_hair smile blue_eyes hat tagged", "1girl hat tagged", "2girls lengthy_hair twitter_username"}},
		{"caps", Options{Caps: map[string]int{"general": 2}}, [3]string{"1girl very_long_hair", "1girl hat", "2girls lengthy_hair"}},
	} {
		_, rows := run(t, workspace(t), tt.options)
		for i, want := range tt.want {
			if got := strings.Join(rows[i].General, " "); got != want {
				t.Errorf("%s: image %d has %q, want %q", tt.name, i+1, got, want)
			}
		}
	}
}

func TestEveryDifferenceIsAccountedFor(t *testing.T) {
	ws := workspace(t)
	_, rows := run(t, ws, Options{Implications: "add", Blacklist: []string{"smile"}, Rules: []Rule{{Rename: "hat", To: "cap"}, {Add: []string{"character:rin"}}}})
	src, err := readSource(context.Background(), ws)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		replayed := map[string]bool{}
		for _, list := range src.ids[i].lists {
			for _, tag := range list {
				replayed[tag] = true
			}
		}
		for _, c := range row.Changes {
			switch c.Change {
			case "added":
				replayed[c.Tag] = true
			case "removed":
				delete(replayed, c.Tag)
			case "renamed":
				delete(replayed, c.From)
				replayed[c.Tag] = true
			}
		}
		got := map[string]bool{}
		for _, list := range [][]string{row.General, row.Character, row.Copyright, row.Artist, row.Meta} {
			for _, tag := range list {
				got[tag] = true
			}
		}
		if d := cmp.Diff(replayed, got); d != "" {
			t.Errorf("image %s: its changes do not lead from the source to it (-replayed +got):\n%s", row.ID, d)
		}
	}
}

func TestASecondRunChangesNothingUntilARuleDoes(t *testing.T) {
	ws := workspace(t)
	first, _ := run(t, ws, Options{})
	again, _ := run(t, ws, Options{})
	if first.UpToDate || !again.UpToDate {
		t.Errorf("up to date: first %v, again %v; want false, true", first.UpToDate, again.UpToDate)
	}
	if d := cmp.Diff(first.Counts, again.Counts); d != "" {
		t.Errorf("the numbers of the second run differ (-first +again):\n%s", d)
	}
	if err := AddEdit(ws, Rule{Remove: []string{"smile"}}); err != nil {
		t.Fatal(err)
	}
	s, rows := run(t, ws, Options{})
	if s.UpToDate || strings.Contains(strings.Join(rows[0].General, " "), "smile") {
		t.Errorf("after the edit: up to date %v, tags %v", s.UpToDate, rows[0].General)
	}
	if _, err := RemoveEdit(ws, 1); err != nil {
		t.Fatal(err)
	}
	if _, rows = run(t, ws, Options{}); !strings.Contains(strings.Join(rows[0].General, " "), "smile") {
		t.Error("taking the edit away does not undo it")
	}
}

func TestTraitsOfACharacterAreDropped(t *testing.T) {
	ws := dataset.Workspace{Dir: t.TempDir()}
	var images []dataset.Image
	for i := range 12 {
		general := []string{"1girl", "aqua_hair", "hat"}
		if i%3 == 0 {
			general = append(general, "smile", "wet_hair")
		}
		name := string(rune('a' + i))
		images = append(images, dataset.Image{Path: name, ID: name, TagsGeneral: general, TagsCharacter: []string{"miku"}})
	}
	if err := table.Write(ws.Table(dataset.TableImages), dataset.Footer{Stage: "scan"}, table.All(images)); err != nil {
		t.Fatal(err)
	}
	_, rows := run(t, ws, Options{Traits: "drop"})
	if got := strings.Join(rows[0].General, " "); got != "1girl hat smile wet_hair" {
		t.Errorf("tags are %q, want those without aqua_hair", got)
	}
	if d := cmp.Diff([]dataset.TagChange{{Tag: "aqua_hair", Change: "removed", From: "miku", By: "rule"}}, rows[0].Changes); d != "" {
		t.Error(d)
	}
}

func TestBadRulesSayWhatIsWrong(t *testing.T) {
	ws := workspace(t)
	for name, tt := range map[string]struct {
		options Options
		want    string
	}{
		"nothing to do":         {Options{Rules: []Rule{{Name: "x"}}}, "does nothing"},
		"itself":                {Options{Rules: []Rule{{Rename: "hat", To: "hat"}}}, "to itself"},
		"itself in other words": {Options{Rules: []Rule{{Rename: "Long Hair", To: "long_hair"}}}, "renames long_hair"},
		"no new name":           {Options{Rules: []Rule{{Rename: "hat"}}}, "new name"},
		"unknown group":         {Options{Rules: []Rule{{Remove: []string{"group:hairs"}}}}, `unknown group "hairs"`},
		"unknown column":        {Options{Rules: []Rule{{Remove: []string{"hat"}, Where: "tag_general"}}}, "tags_general"},
		"bad wildcard":          {Options{Blacklist: []string{"[ab"}}, "wildcard"},
		"unknown policy":        {Options{Implications: "ad"}, "add"},
		"negative cap":          {Options{Caps: map[string]int{"hair": -1}}, "-1"},
		"unknown cap":           {Options{Caps: map[string]int{"hairs": 1}}, "hair"},
		"no such file":          {Options{Aliases: "nonesuch.csv"}, "aliases"},
	} {
		_, err := Run(context.Background(), ws, tt.options, nil)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, tt.want)
		}
	}
	if table.Has(ws, dataset.TableTags) {
		t.Error("a failed run wrote a table")
	}
}

func TestAliasesFollowChainsAndStopAtCycles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, []byte("a,b\nb,c\nx,y\ny,z\nz,x\nself,self\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	a, err := readAliases(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"a": "c", "b": "c"}, a.to); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"x", "y", "z"}, a.cycles); d != "" {
		t.Error(d)
	}
}

func TestPreviewCountsAndChangesNothing(t *testing.T) {
	ws := workspace(t)
	p, err := PreviewRule(context.Background(), ws, Options{}, Rule{Rename: "hat", To: "cap"}, 1)
	if err != nil {
		t.Fatal(err)
	}
	want := Preview{Rule: Rule{Rename: "hat", To: "cap"}, Found: 3, Images: 2, Changes: 2,
		Examples: []Example{{Path: "a.png", ID: "1", Changes: []dataset.TagChange{{Tag: "cap", Change: "renamed", From: "hat", By: "rule"}}}}}
	if d := cmp.Diff(want, p); d != "" {
		t.Error(d)
	}
	if table.Has(ws, dataset.TableTags) {
		t.Error("a preview wrote the table")
	}
}

func TestTheRecipeHasEveryDefault(t *testing.T) {
	r, err := recipe.Parse("recipe.yaml", []byte(Recipe), []string{"tags"})
	if err != nil {
		t.Fatal(err)
	}
	var o Options
	if err := r.Section("tags", &o); err != nil {
		t.Fatal(err)
	}
	if err := o.check(); err != nil {
		t.Error(err)
	}
	if o.Apart || o.Aliases != "" || o.Implications != "keep" || o.Traits != "keep" || len(o.Blacklist)+len(o.Caps)+len(o.Rules) > 0 {
		t.Errorf("the recipe's defaults are %+v", o)
	}
}
