package check

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/tags"
)

//go:embed testdata/claims.list
var claimsFile string

// Claim is a short caption and what it claims that is not there.
type Claim struct {
	Tags    tags.Categories
	Caption string
	Want    []string // tags, and "!" for somebody too many
}

// Claims are short captions in many manners, about half of them good: those that
// are looked at, or those that only measure.
func Claims(unseen bool) ([]Claim, error) {
	var list []Claim
	n := 0
	for line := range entriesOf(claimsFile) {
		parts := strings.Split(line, " | ")
		if len(parts) < 2 || len(parts) > 3 {
			return nil, fmt.Errorf("read claims: %q has %d parts, want two or three with \" | \" between", line, len(parts))
		}
		c := Claim{Tags: tags.Sorted(strings.Fields(parts[0])), Caption: parts[1]}
		if len(parts) == 3 {
			c.Want = strings.Fields(parts[2])
		}
		if n%2 == 1 == unseen {
			list = append(list, c)
		}
		n++
	}
	return list, nil
}

// MeasuredClaims is how well inventions are told on claims.
type MeasuredClaims struct {
	Cases       int      `json:"cases"`
	Good        int      `json:"good"`
	Invention   Rate     `json:"invention"`
	FalseAlarms float64  `json:"false_alarms"` // contradictions and inventions for each good caption
	AUC         float64  `json:"auc"`          // of the score, good against faulty
	Mistakes    []string `json:"mistakes"`     // each in one line
}

// MeasureClaims checks every claim.
func MeasureClaims(claims []Claim, o Options) MeasuredClaims {
	m := MeasuredClaims{Cases: len(claims)}
	alarms := 0
	var good, faulty []float64
	for _, c := range claims {
		r := Check(c.Tags, c.Caption, "", o)
		got := r.Invented
		for _, x := range r.Contradicted {
			tooMany := (x.Type == "count" || x.Type == "gender") && len(c.Want) > 0
			switch {
			case !tooMany:
				got = append(got, "-"+x.Tag)
			case !slices.Contains(got, "!") && (slices.Contains(c.Want, "!") || !slices.ContainsFunc(c.Want, isSomebody)):
				got = append(got, "!")
			}
		}
		m.Invention.count(got, c.Want)
		if !sameSet(got, c.Want) {
			m.Mistakes = append(m.Mistakes, fmt.Sprintf("%v, want %v: %s | %s", got, c.Want, strings.Join(c.Tags.General, " "), c.Caption))
		}
		if len(c.Want) == 0 {
			m.Good++
			alarms += len(got)
			good = append(good, r.Score)
		} else {
			faulty = append(faulty, r.Score)
		}
	}
	m.FalseAlarms = share(alarms, m.Good)
	m.AUC = auc(good, faulty)
	return m
}

// isSomebody says that the tag tells of people.
func isSomebody(tag string) bool {
	return tag == "1girl" || tag == "1boy" || tag == "child" || tag == "baby" || tag == "crowd"
}
