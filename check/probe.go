package check

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

//go:embed testdata/probes.txt
var probesFile string

// What a sentence does with a tag.
const (
	ProbeStates      = "states"
	ProbeContradicts = "contradicts"
	ProbeNeither     = "neither"
)

// Probe is a sentence of which a person said what it does with a tag.
type Probe struct {
	Dimension string
	Tag       string
	General   []string // the tags of the image, Tag among them
	Caption   string
	Want      string
	Aside     bool // it only measures: nobody looks at what becomes of it
}

// Probes are those that are part of the program.
func Probes() ([]Probe, error) { return readProbes(probesFile) }

// readProbes reads "[dimension]", "= tag other tags of the image" and sentences
// that state it (+), speak against it (-) or do neither (o). Where no other tag
// tells of people, one girl is alone.
func readProbes(text string) ([]Probe, error) {
	var list []Probe
	var p Probe
	for n, line := range strings.Split(text, "\n") {
		sign, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case sign == "" || sign[0] == '#':
		case sign[0] == '[':
			p = Probe{Dimension: strings.Trim(line, "[] ")}
		case sign == "=":
			p.General = strings.Fields(rest)
			if len(p.General) == 0 {
				return nil, fmt.Errorf("probes: line %d names no tag", n+1)
			}
			p.Tag = p.General[0]
			if !slices.ContainsFunc(p.General, func(tag string) bool { return tags.GroupOf(tag) == tags.GroupCount }) {
				p.General = append(p.General, "1girl", "solo")
			}
		case p.Tag == "" || p.Dimension == "" || probeSigns[sign] == "":
			return nil, fmt.Errorf("probes: line %d: want a dimension, a tag and then +, - or o before a sentence: %s", n+1, line)
		default:
			p.Caption, p.Want = rest, probeSigns[sign]
			h := fnv.New32a()
			h.Write([]byte(rest))
			p.Aside = h.Sum32()>>7&1 == 1
			list = append(list, p)
		}
	}
	return list, nil
}

var probeSigns = map[string]string{"+": ProbeStates, "-": ProbeContradicts, "o": ProbeNeither}

// Hits is of how many something came out right.
type Hits struct {
	Right int `json:"right"`
	Of    int `json:"of"`
}

// Share is 1 of none.
func (h Hits) Share() float64 { return share(h.Right, h.Of) }

func (h *Hits) count(right bool) {
	h.Of++
	if right {
		h.Right++
	}
}

// Probed is how probes came out, by what they do with their tags.
type Probed struct {
	Dimension   string `json:"dimension"`
	States      Hits   `json:"states"`
	Contradicts Hits   `json:"contradicts"`
	Neither     Hits   `json:"neither"`
}

func (p *Probed) of(want string) *Hits {
	switch want {
	case ProbeStates:
		return &p.States
	case ProbeContradicts:
		return &p.Contradicts
	}
	return &p.Neither
}

// MeasuredProbes are the outcomes of each dimension, and of all at the end:
// of the half that the rules were made with, and of the half kept aside.
type MeasuredProbes struct {
	Seen     []Probed `json:"seen"`
	Aside    []Probed `json:"aside"`
	Mistakes []string `json:"mistakes"` // of the half that is looked at
}

// MeasureProbes judges every probe.
func MeasureProbes(list []Probe) MeasuredProbes {
	var m MeasuredProbes
	var all [2]Probed
	for i, p := range list {
		if i == 0 || p.Dimension != list[i-1].Dimension {
			m.Seen, m.Aside = append(m.Seen, Probed{Dimension: p.Dimension}), append(m.Aside, Probed{Dimension: p.Dimension})
		}
		got := p.outcome()
		half, total := &m.Seen[len(m.Seen)-1], &all[0]
		if p.Aside {
			half, total = &m.Aside[len(m.Aside)-1], &all[1]
		} else if got != p.Want {
			m.Mistakes = append(m.Mistakes, fmt.Sprintf("%s %s: %s, want %s: %s", p.Dimension, p.Tag, got, p.Want, p.Caption))
		}
		half.of(p.Want).count(got == p.Want)
		total.of(p.Want).count(got == p.Want)
	}
	all[0].Dimension, all[1].Dimension = "all", "all"
	m.Seen, m.Aside = append(m.Seen, all[0]), append(m.Aside, all[1])
	return m
}

// outcome is what the checks find that the sentence does with the tag.
func (p Probe) outcome() string {
	r := Check(tags.Categories{General: p.General}, p.Caption, "", Options{})
	if slices.ContainsFunc(r.Contradicted, func(c Contradicted) bool { return c.Tag == p.Tag }) {
		return ProbeContradicts
	}
	if slices.ContainsFunc(r.Covered, func(c Covered) bool { return c.Tag == p.Tag }) {
		return ProbeStates
	}
	return ProbeNeither
}
