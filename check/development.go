package check

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

//go:embed testdata/captions.jsonl
var developmentFile string

// Case is a caption with the faults that a person found in it.
type Case struct {
	ID      string          `json:"id"`
	Tags    tags.Categories `json:"tags"`
	Caption string          `json:"caption"`
	Finish  string          `json:"finish"`
	Want    Faults          `json:"want"`
}

// Faults are what a checker should answer.
type Faults struct {
	Missing      []string `json:"missing"`
	Contradicted []string `json:"contradicted"`
	Invented     []string `json:"invented"`
	Process      []string `json:"process"`
}

// Good says that nothing is wrong with the caption but what it leaves out.
func (f Faults) Good() bool { return len(f.Contradicted)+len(f.Invented)+len(f.Process) == 0 }

// Development is the hand-written set on which the checks are developed: half
// good captions of many kinds, half with a fault or two.
func Development() ([]Case, error) { return Cases(developmentFile) }

// Cases reads JSON lines of cases.
func Cases(text string) ([]Case, error) {
	var list []Case
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var c Case
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			return nil, fmt.Errorf("read case %d: %w", len(list)+1, err)
		}
		list = append(list, c)
	}
	return list, nil
}

// Rate counts answers against what was wanted.
type Rate struct {
	Right int `json:"right"`
	Wrong int `json:"wrong"`  // answered and not wanted
	Lost  int `json:"missed"` // wanted and not answered
}

// Precision is 1 when nothing was answered.
func (r Rate) Precision() float64 { return share(r.Right, r.Right+r.Wrong) }

// Recall is 1 when nothing was wanted.
func (r Rate) Recall() float64 { return share(r.Right, r.Right+r.Lost) }

// F1 is the harmonic mean of precision and recall.
func (r Rate) F1() float64 {
	return share(2*r.Right, 2*r.Right+r.Wrong+r.Lost)
}

func share(of, all int) float64 {
	if all == 0 {
		return 1
	}
	return float64(of) / float64(all)
}

func (r *Rate) count(got, want []string) {
	for _, g := range got {
		if slices.Contains(want, g) {
			r.Right++
		} else {
			r.Wrong++
		}
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			r.Lost++
		}
	}
}

// Measured is how well the checks do on a set of cases.
type Measured struct {
	Cases         int      `json:"cases"`
	Good          int      `json:"good"`
	Contradiction Rate     `json:"contradiction"`
	Invention     Rate     `json:"invention"`
	SameThing     Rate     `json:"invention_by_any_name"` // what a reader would take for the same thing counts: parasol for umbrella
	Process       Rate     `json:"process"`
	FalseMissing  float64  `json:"false_missing"` // share of the stated tags that are called missing
	FalseAlarms   float64  `json:"false_alarms"`  // contradictions and inventions for each good caption
	AUC           float64  `json:"auc"`           // of the score, good against faulty
	Mistakes      []string `json:"mistakes"`      // each in one line
}

// Measure checks every case.
func Measure(cases []Case, o Options) Measured {
	m := Measured{Cases: len(cases)}
	stated, calledMissing, alarms := 0, 0, 0
	var good, faulty []float64
	for _, c := range cases {
		r := Check(c.Tags, c.Caption, c.Finish, o)
		contradicted := make([]string, 0, len(r.Contradicted))
		for _, x := range r.Contradicted {
			contradicted = append(contradicted, x.Tag)
		}
		m.Contradiction.count(contradicted, c.Want.Contradicted)
		m.Invention.count(r.Invented, c.Want.Invented)
		m.SameThing.count(renamed(r.Invented, c.Want.Invented), c.Want.Invented)
		m.Process.count(r.Process, c.Want.Process)
		note := func(what string, got, want []string) {
			if !sameSet(got, want) {
				m.Mistakes = append(m.Mistakes, fmt.Sprintf("%s %s: %v, want %v: %s", c.ID, what, got, want, c.Caption))
			}
		}
		note("contradicted", contradicted, c.Want.Contradicted)
		note("invented", r.Invented, c.Want.Invented)
		note("process", r.Process, c.Want.Process)
		if !r.unusable() {
			var falsely []string
			for _, tag := range r.Missing {
				if !slices.Contains(c.Want.Missing, tag) {
					falsely = append(falsely, tag)
				}
			}
			for _, of := range r.Recall {
				stated += of.Of
			}
			stated -= len(c.Want.Missing)
			if !slices.Contains(c.Want.Process, "wrong_language") {
				calledMissing += len(falsely)
				note("missing", falsely, nil)
			}
		}
		if c.Want.Good() {
			m.Good++
			alarms += len(r.Contradicted) + len(r.Invented)
			good = append(good, r.Score)
		} else {
			faulty = append(faulty, r.Score)
		}
	}
	m.FalseMissing = share(calledMissing, stated)
	m.FalseAlarms = share(alarms, m.Good)
	m.AUC = auc(good, faulty)
	return m
}

// renamed gives each of got that is no name of want the name that want has for the
// same thing, once.
func renamed(got, want []string) []string {
	list := slices.Clone(got)
	for i, g := range list {
		if slices.Contains(want, g) {
			continue
		}
		for _, w := range want {
			if !slices.Contains(list, w) && sameThing(g, w) {
				list[i] = w
				break
			}
		}
	}
	return list
}

// sameThing says that two tags name one thing: they are forms of one word, one implies
// the other or is a kind of it in the lexicon, or both name somebody of that gender.
func sameThing(a, b string) bool {
	if stemOf(lemmaOf(a)) == stemOf(lemmaOf(b)) || slices.Contains(tags.Implies(a), b) || slices.Contains(tags.Implies(b), a) || tags.Head(a) == b || tags.Head(b) == a {
		return true
	}
	for _, pair := range [...][2]string{{a, b}, {b, a}} {
		if gender := map[string]string{"1girl": tags.GenderFemale, "1boy": tags.GenderMale}[pair[0]]; gender != "" {
			words := strings.Split(pair[1], "_")
			p, ok := tags.PersonWord(words[len(words)-1])
			return ok && (p.Gender == gender || p.Gender == "")
		}
	}
	s, t := thingsOf(a), thingsOf(b)
	return len(s) > 0 && len(t) > 0 && (s[0].is(t[0]) || t[0].is(s[0]))
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// auc is the chance that a good caption scores higher than a faulty one.
func auc(good, faulty []float64) float64 {
	if len(good) == 0 || len(faulty) == 0 {
		return 1
	}
	sort.Float64s(faulty)
	sum := 0.0
	for _, g := range good {
		below := sort.SearchFloat64s(faulty, g)
		upTo := below
		for upTo < len(faulty) && faulty[upTo] == g {
			upTo++
		}
		sum += float64(below) + float64(upTo-below)/2
	}
	return sum / float64(len(good)*len(faulty))
}
