package tags

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAPictureIsTakenApartByObject(t *testing.T) {
	thing := Objects(Categories{Character: []string{"hatsune_miku"}, General: strings.Fields("1girl solo aqua_hair twintails blue_eyes frilled_dress white_dress black_gloves holding_sword sword outdoors blue_sky")})
	if d := cmp.Diff([]string{"hatsune_miku"}, thing.People); d != "" {
		t.Errorf("people (-want +got):\n%s", d)
	}
	got := map[string]string{}
	for _, o := range thing.Objects {
		got[o.Object] = strings.Join(o.Tags, " ")
		if personal[o.Group] && o.Person != 1 {
			t.Errorf("the %s is nobody's", o.Object)
		}
	}
	for object, want := range map[string]string{"hair": "aqua_hair twintails", "eyes": "blue_eyes", "dress": "frilled_dress white_dress", "gloves": "black_gloves", "background": "outdoors blue_sky"} {
		if got[object] != want {
			t.Errorf("%s: %q, want %q", object, got[object], want)
		}
	}
	if len(thing.Unassigned) > 0 {
		t.Errorf("unassigned with one person: %v", thing.Unassigned)
	}
}

func TestSeveralPeopleGetOnlyWhatIsCertain(t *testing.T) {
	thing := Objects(Categories{General: strings.Fields("1girl 1boy beard large_breasts red_hair hat indoors")})
	if d := cmp.Diff([]string{"1girl", "1boy"}, thing.People); d != "" {
		t.Errorf("people (-want +got):\n%s", d)
	}
	owner := map[string]int{}
	for _, o := range thing.Objects {
		for _, tag := range o.Tags {
			owner[tag] = o.Person
		}
	}
	if d := cmp.Diff(map[string]int{"1girl": 0, "1boy": 0, "beard": 2, "large_breasts": 1, "indoors": 0}, owner); d != "" {
		t.Errorf("owners (-want +got):\n%s", d)
	}
	if d := cmp.Diff([]string{"red_hair", "hat"}, thing.Unassigned); d != "" {
		t.Errorf("unassigned (-want +got):\n%s", d)
	}
	if two := Objects(Categories{General: strings.Fields("2boys beard")}); len(two.Unassigned) != 1 {
		t.Errorf("a beard of one of two boys is given to somebody: %+v", two)
	}
}

func TestEveryTagIsInOneObject(t *testing.T) {
	for _, general := range []string{"1girl 1boy red_hair blue_hair hat holding_cup sitting", "no_humans cat tree", "multiple_girls smile unheard_of_thing"} {
		c := Categories{General: strings.Fields(general), Artist: []string{"somebody"}}
		thing := Objects(c)
		seen := map[string]int{}
		for _, o := range thing.Objects {
			for _, tag := range o.Tags {
				seen[tag]++
			}
		}
		for _, tag := range thing.Unassigned {
			seen[tag]++
		}
		for _, tag := range c.All() {
			if seen[tag] != 1 {
				t.Errorf("%q: %s is there %d times", general, tag, seen[tag])
			}
		}
	}
}

func TestHandJudgedPostsAreTakenApartRight(t *testing.T) {
	for _, set := range JudgedObjects() {
		right := 0
		for _, post := range set.Posts {
			wrong := post.Wrong()
			if len(wrong) == 0 {
				right++
				continue
			}
			t.Logf("%v: not as judged: %v", post.Tags, wrong)
		}
		if right*10 < len(set.Posts)*9 {
			t.Errorf("%s: %d of %d posts are taken apart as by hand, want nine of ten", set.Name, right, len(set.Posts))
		}
	}
}

func TestOrderedPostsBeginWithTheCountAndEnterEachGroupOnce(t *testing.T) {
	var posts []JudgedThings
	for _, set := range JudgedObjects() {
		posts = append(posts, set.Posts...)
	}
	for _, post := range posts {
		c := Categories{General: post.Tags, Character: []string{"somebody"}, Artist: []string{"an_artist"}}
		ordered := InOrder(c)
		if len(ordered) != len(post.Tags)+2 {
			t.Errorf("%v: %d tags in order, want %d", post.Tags, len(ordered), len(post.Tags)+2)
		}
		if ordered[0].Group != GroupCount {
			t.Errorf("%v: begins with %s", post.Tags, ordered[0].Tag)
		}
		seen := map[Group]bool{}
		for i, tag := range ordered {
			if i > 0 && tag.Group != ordered[i-1].Group && seen[tag.Group] {
				t.Errorf("%v: comes back to %s at %s", post.Tags, tag.Group, tag.Tag)
			}
			seen[tag.Group] = true
		}
	}
}
