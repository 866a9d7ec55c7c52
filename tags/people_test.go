package tags

import (
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestHandJudgedPostsAreDescribedRight(t *testing.T) {
	for _, set := range JudgedPeople() {
		right := map[string]int{}
		for _, post := range set.Posts {
			wrong := post.Wrong()
			for _, part := range JudgedParts {
				if got, bad := wrong[part]; bad {
					t.Logf("%q %q: %s is %q", post.Tags, post.Caption, part, got)
				} else {
					right[part]++
				}
			}
		}
		for _, part := range JudgedParts {
			if share := float64(right[part]) / float64(len(set.Posts)); share < .95 {
				t.Errorf("%s: %s is right in %.1f %% of %d posts", set.Name, part, 100*share, len(set.Posts))
			}
		}
	}
}

func TestTagsTellWhoIsThere(t *testing.T) {
	for _, tt := range []struct{ tags, people, count, gender, framing string }{
		{"1girl solo", "solo", "1", "female", "unknown"},
		{"1girl", "solo", "1", "female", "unknown"},
		{"2girls upper_body", "multi", "2", "female", "upper_body"},
		{"multiple_girls", "multi", "-", "female", "unknown"},
		{"3girls multiple_girls", "multi", "3", "female", "unknown"},
		{"1girl 1boy hetero", "multi", "2", "mixed", "unknown"},
		{"1girl multiple_boys", "multi", "-", "mixed", "unknown"},
		{"6+boys", "multi", "-", "male", "unknown"},
		{"10girls", "multi", "10", "female", "unknown"},
		{"1other solo", "solo", "1", "other", "unknown"},
		{"1girl 1other", "multi", "2", "mixed", "unknown"},
		{"solo long_hair", "solo", "1", "unknown", "unknown"},
		{"solo male_focus", "solo", "1", "male", "unknown"},
		{"no_humans cat", "none", "0", "unknown", "none"},
		{"scenery sky cloud", "none", "0", "unknown", "none"},
		{"cat outdoors grass", "none", "0", "unknown", "none"},
		{"cat long_hair", "unknown", "-", "unknown", "unknown"},
		{"", "unknown", "-", "unknown", "unknown"},
		{"1girl crossdressing", "solo", "1", "female", "unknown"},
		{"1boy crossdressing otoko_no_ko", "solo", "1", "male", "unknown"},
		{"1girl genderswap genderswap_(mtf)", "solo", "1", "female", "unknown"},
		{"1boy androgynous", "solo", "1", "male", "unknown"},
		{"androgynous solo", "solo", "1", "unknown", "unknown"},
		{"1girl multiple_views full_body portrait", "solo", "1", "female", "full_body"},
		{"1girl crowd", "multi", "-", "female", "unknown"},
		{"crowd", "multi", "-", "unknown", "unknown"},
		{"1girl disembodied_hand", "solo", "1", "female", "unknown"},
		{"1girl head_out_of_frame", "solo", "1", "female", "unknown"},
		{"1girl cowboy_shot", "solo", "1", "female", "cowboy_shot"},
		{"1girl very_wide_shot", "solo", "1", "female", "far"},
		{"1girl close-up", "solo", "1", "female", "portrait"},
		{"yuri", "multi", "-", "female", "unknown"},
		{"mother_and_son", "multi", "2", "mixed", "unknown"},
		{"cat_girl", "unknown", "-", "female", "unknown"},
		{"1girl 2girls", "multi", "2", "female", "unknown"},
		{"2girls solo", "multi", "2", "female", "unknown"},
		{"1girl no_humans", "solo", "1", "female", "unknown"},
	} {
		d := Describe(Categories{General: strings.Fields(tt.tags)}, "")
		count := "-"
		if d.Count != nil {
			count = strconv.Itoa(*d.Count)
		}
		if got := [4]string{d.People, count, d.Gender, d.Framing}; got != [4]string{tt.people, tt.count, tt.gender, tt.framing} {
			t.Errorf("%q: %v, want %v", tt.tags, got, tt)
		}
	}
}

func TestTagsWinOverTheCaptionAndTheConflictIsTold(t *testing.T) {
	girl := Categories{General: []string{"1girl", "solo", "upper_body"}}
	for caption, want := range map[string]int{
		"A girl smiles.":                         0,
		"Two girls smile at each other.":         1,
		"A boy with a sword.":                    1,
		"A full-body picture of a man.":          2,
		"A bowl of fruit.":                       1,
		"A person looks at the viewer.":          0,
		"An upper body view of a girl in a hat.": 0,
	} {
		d := Describe(girl, caption)
		if d.People != PeopleSolo || d.Gender != GenderFemale || d.Framing != FramingUpperBody {
			t.Errorf("%q: %s, %s, %s: the tags do not win", caption, d.People, d.Gender, d.Framing)
		}
		if len(d.Conflicts) != want {
			t.Errorf("%q: conflicts %q, want %d", caption, d.Conflicts, want)
		}
	}
	if d := Describe(Categories{General: []string{"red_hair"}}, "A woman in a red coat, full body."); d.People != PeopleSolo || d.Gender != GenderFemale || d.Framing != FramingFullBody {
		t.Errorf("what the tags leave open is not taken from the caption: %+v", d)
	}
	d := Describe(Categories{General: []string{"2girls", "solo"}}, "")
	if d := cmp.Diff([]string{"tags: solo against 2girls; the count tags decide"}, d.Conflicts); d != "" {
		t.Error(d)
	}
}
