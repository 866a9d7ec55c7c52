package export

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// skewed is a selection of n images with values in the given proportions, the
// values of two properties independent of each other.
func skewed(n int, parts ...map[string]int) selection {
	s := selection{dropped: map[string]int64{}}
	for i := range n {
		id := fmt.Sprintf("%064x", lot(1, "id", fmt.Sprint(i)))
		c := chosen{id: id, kin: id, bytes: 1, repeats: 1}
		for p, shares := range parts {
			at := int(lot(2, fmt.Sprint(p), id) % 1000)
			value := ""
			for _, name := range []string{"female", "male", "mixed", "portrait", "upper_body", "full_body", unknownValue} {
				if at < shares[name] {
					value = name
					break
				}
				at -= shares[name]
			}
			c.values = append(c.values, value)
		}
		s.images = append(s.images, c)
	}
	return s
}

var (
	byGender  = map[string]int{"female": 900, "male": 80, "mixed": 20}
	byFraming = map[string]int{"portrait": 700, "upper_body": 200, "full_body": 100}
)

func shareOf(b Balanced, value string) float64 {
	for _, v := range b.Values {
		if v.Value == value {
			return v.Share
		}
	}
	return math.NaN()
}

func TestSharesAreMet(t *testing.T) {
	for name, tt := range map[string]struct {
		targets []Target
		want    []map[string]float64
		images  [2]int // least and most that stay
	}{
		"even, by one property": {
			[]Target{{By: "gender"}}, []map[string]float64{{"female": 1. / 3, "male": 1. / 3, "mixed": 1. / 3}}, [2]int{570, 620},
		},
		"half and half": {
			[]Target{{By: "gender", Shares: map[string]float64{"female": .5, "male": .5}}}, []map[string]float64{{"female": .5, "male": .5}}, [2]int{1530, 1700},
		},
		"a share for one, the rest for all others": {
			[]Target{{By: "gender", Shares: map[string]float64{"male": .2}}}, []map[string]float64{{"male": .2}}, [2]int{3800, 4300},
		},
		"two properties at once": {
			[]Target{{By: "gender", Shares: map[string]float64{"female": .5, "male": .5}}, {By: "framing", Shares: map[string]float64{"portrait": .4, "upper_body": .3, "full_body": .3}}},
			[]map[string]float64{{"female": .5, "male": .5}, {"portrait": .4, "upper_body": .3, "full_body": .3}}, [2]int{1300, 1700},
		},
		"repeats before leaving out": {
			[]Target{{By: "gender", Shares: map[string]float64{"female": .5, "male": .5}, MaxRepeats: 4}}, []map[string]float64{{"female": .5, "male": .5}}, [2]int{3800, 4200},
		},
		"within a tolerance": {
			[]Target{{By: "gender", Shares: map[string]float64{"female": .5, "male": .5}, Tolerance: .2}}, []map[string]float64{{}}, [2]int{1800, 2100},
		},
	} {
		s := skewed(10_000, byGender, byFraming)
		s.balanceBy(tt.targets, 7)
		for i, want := range tt.want {
			for value, share := range want {
				if got := shareOf(s.balance[i], value); math.Abs(got-share) > .006 {
					t.Errorf("%s: %s has a share of %.4f, want %.4f", name, value, got, share)
				}
			}
		}
		if n := len(s.images); n < tt.images[0] || n > tt.images[1] {
			t.Errorf("%s: %d images stay, want %d to %d", name, n, tt.images[0], tt.images[1])
		}
		if got := s.dropped[droppedBalance]; got != int64(10_000-len(s.images)) {
			t.Errorf("%s: %d counted as left out, of which there are %d", name, got, 10_000-len(s.images))
		}
	}
}

func TestRepeatsStayWithinTheirBound(t *testing.T) {
	s := skewed(5000, byGender)
	s.balanceBy([]Target{{By: "gender", MaxRepeats: 3}}, 0)
	seen := map[string]int{}
	for _, c := range s.images {
		if c.repeats < 1 || c.repeats > 3 {
			t.Fatalf("an image of %s is seen %d times, want 1 to 3", c.values[0], c.repeats)
		}
		if c.values[0] == "female" && c.repeats > 1 {
			t.Fatal("a frequent image is repeated")
		}
		seen[c.values[0]] += c.repeats
	}
	if seen["mixed"] != seen["male"] || seen["male"] != seen["female"] {
		t.Errorf("seen in one pass: %v, want as many of each", seen)
	}
}

func TestCapsHold(t *testing.T) {
	s := skewed(5000, map[string]int{"female": 800, "male": 50, unknownValue: 150})
	s.balanceBy([]Target{{By: "gender", Cap: 300}}, 0)
	count := map[string]int{}
	for _, c := range s.images {
		count[c.values[0]]++
	}
	if count["female"] != 300 || count["male"] < 200 || count[unknownValue] < 600 {
		t.Errorf("%v stay, want 300 female, all male and all unknown", count)
	}
}

func TestCapsHoldForEveryValueOfAList(t *testing.T) {
	s := selection{dropped: map[string]int64{}}
	for i := range 60 {
		list := []string{"ann", "ann" + listSeparator + "bob", "bob" + listSeparator + "cid"}[i%3]
		s.images = append(s.images, chosen{id: fmt.Sprintf("%064d", i), values: []string{list}, repeats: 1})
	}
	s.balanceBy([]Target{{By: "tags_character", Cap: 10}}, 3)
	for _, v := range s.balance[0].Values {
		if v.After > 10 || v.Value == "ann" && v.Before != 40 {
			t.Errorf("%s is in %d of %d images, want 10 at most", v.Value, v.After, v.Before)
		}
	}
	if b := s.balance[0]; b.After != len(s.images) || b.After < 15 || b.Before != 60 {
		t.Errorf("%d of %d images stay, of which %d are there", b.After, b.Before, len(s.images))
	}
}

func TestImagesThatNoShareIsForAreSaid(t *testing.T) {
	s := skewed(1000, map[string]int{"female": 500, "male": 300, "mixed": 50, unknownValue: 150})
	s.balanceBy([]Target{{By: "gender", Shares: map[string]float64{"female": .5, "male": .5}}}, 0)
	if text := strings.Join(s.balance[0].Notes, "; "); !strings.Contains(text, "with another gender (unknown, mixed) were left out") {
		t.Errorf("notes: %s", text)
	}
}

func TestSharesThatLeaveARestWithoutOthersAreMet(t *testing.T) {
	for name, shares := range map[string]map[string]float64{
		"a rest for nobody":    {"female": .3, "male": .3},
		"thirds, rounded down": {"female": .333, "male": .333, "mixed": .333},
	} {
		parts := map[string]int{"female": 800, "male": 200}
		if len(shares) == 3 {
			parts = map[string]int{"female": 700, "male": 200, "mixed": 100}
		}
		s := skewed(1000, parts)
		s.balanceBy([]Target{{By: "gender", Shares: shares}}, 0)
		want := 1 / float64(len(shares))
		if got := shareOf(s.balance[0], "male"); math.Abs(got-want) > .006 {
			t.Errorf("%s: male has %.3f, want %.3f; %s", name, got, want, s.balance[0].Notes)
		}
	}
}

func TestWhatCannotBeMetIsSaid(t *testing.T) {
	// No male in portrait, no female in another framing.
	s := selection{dropped: map[string]int64{}}
	for i := range 100 {
		c := chosen{id: fmt.Sprintf("%064d", i), values: []string{"female", "portrait"}, repeats: 1}
		if i%4 == 0 {
			c.values = []string{"male", "full_body"}
		}
		s.images = append(s.images, c)
	}
	s.balanceBy([]Target{
		{By: "gender", Shares: map[string]float64{"female": .4, "male": .4, "other": .2}},
		{By: "framing", Shares: map[string]float64{"portrait": .9, "full_body": .1}},
	}, 0)
	if text := strings.Join(s.balance[0].Notes, "; "); !strings.Contains(text, "no image has gender other") || !strings.Contains(text, "25 images have gender male") {
		t.Errorf("notes on gender: %s", text)
	}
	if text := strings.Join(s.balance[1].Notes, "; "); !strings.Contains(text, "cannot hold together with those of gender") {
		t.Errorf("notes on framing: %s", text)
	}
	if got := shareOf(s.balance[0], "male"); got != .5 {
		t.Errorf("the first target was not met: male has %v, want .5", got)
	}
}

func TestUnknownIsLeftOutAndSaid(t *testing.T) {
	s := skewed(1000, map[string]int{"female": 500, "male": 300, unknownValue: 200})
	s.balanceBy([]Target{{By: "gender"}}, 0)
	if text := strings.Join(s.balance[0].Notes, "; "); !strings.Contains(text, "whose gender is unknown were left out") {
		t.Errorf("notes: %s", text)
	}
	if got := shareOf(s.balance[0], unknownValue); got != 0 {
		t.Errorf("unknown has a share of %v, want none", got)
	}
}

func TestBalanceDependsOnTheSeedOnly(t *testing.T) {
	ids := func(seed int64, reverse bool) (ids []string) {
		s := skewed(2000, byGender)
		if reverse {
			// The order in which members come must not matter beyond ids.
			for i := range s.images {
				s.images[i].kin = "x"
			}
		}
		s.balanceBy([]Target{{By: "gender"}}, seed)
		for _, c := range s.images {
			ids = append(ids, c.id)
		}
		return ids
	}
	if d := cmp.Diff(ids(1, false), ids(1, true)); d != "" {
		t.Error("the same seed chose other images")
	}
	if cmp.Equal(ids(1, false), ids(2, false)) {
		t.Error("another seed chose the same images")
	}
}

func TestTargetsAreReadAsWritten(t *testing.T) {
	for text, want := range map[string]Target{
		"gender":                                 {By: "gender"},
		"gender=female:0.5, male:.5":             {By: "gender", Shares: map[string]float64{"female": .5, "male": .5}},
		"width >= 1024":                          {By: "width >= 1024"},
		"width >= 1024=yes:0.8":                  {By: "width >= 1024", Shares: map[string]float64{"yes": .8}},
		`"a:b" in tags`:                          {By: `"a:b" in tags`},
		`rating == 'g' ? 'safe' : 'rest'`:        {By: `rating == 'g' ? 'safe' : 'rest'`},
		`rating == 'g' ? 'safe' : 'rest'=safe:1`: {By: `rating == 'g' ? 'safe' : 'rest'`, Shares: map[string]float64{"safe": 1}},
		"tags_character=saber_(fate:zero):1,x:2": {By: "tags_character", Shares: map[string]float64{"saber_(fate:zero)": 1, "x": 2}},
	} {
		got, err := ParseTarget(text)
		if d := cmp.Diff(want, got); d != "" || err != nil {
			t.Errorf("ParseTarget(%q): %v (-want +got):\n%s", text, err, d)
		}
	}
	for _, text := range []string{"gender=female:many", "gender=female:-1"} {
		if _, err := ParseTarget(text); err == nil {
			t.Errorf("ParseTarget(%q) gave no error", text)
		}
	}
	if got, err := ParseCap("tags_artist=200"); err != nil || got.Cap != 200 || got.By != "tags_artist" {
		t.Errorf("ParseCap: %+v, %v", got, err)
	}
	for _, text := range []string{"tags_artist", "tags_artist=no", "=5", "x=0"} {
		if _, err := ParseCap(text); err == nil {
			t.Errorf("ParseCap(%q) gave no error", text)
		}
	}
}

func TestTargetsThatMakeNoSenseAreRefused(t *testing.T) {
	for name, target := range map[string]Target{
		"no column":       {},
		"negative share":  {By: "gender", Shares: map[string]float64{"male": -1}},
		"only zero":       {By: "gender", Shares: map[string]float64{"male": 0}},
		"shares and cap":  {By: "gender", Shares: map[string]float64{"male": 1}, Cap: 3},
		"tolerance of 1":  {By: "gender", Tolerance: 1},
		"negative repeat": {By: "gender", MaxRepeats: -1},
	} {
		if target.check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func BenchmarkBalance(b *testing.B) {
	s := skewed(100_000, byGender, byFraming)
	for b.Loop() {
		one := selection{images: append([]chosen{}, s.images...), dropped: map[string]int64{}}
		one.balanceBy([]Target{{By: "gender"}, {By: "framing"}}, 0)
	}
}
