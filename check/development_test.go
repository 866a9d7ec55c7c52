package check

import "testing"

func TestChecksReachTheirGoalsOnTheDevelopmentSet(t *testing.T) {
	cases, err := Development()
	if err != nil {
		t.Fatal(err)
	}
	if len(cases) < 300 {
		t.Fatalf("the development set has %d captions, want at least 300", len(cases))
	}
	m := Measure(cases, Options{})
	atLeast := func(what string, got, want float64) {
		if got < want {
			t.Errorf("%s is %.3f, want at least %.3f", what, got, want)
		}
	}
	atLeast("F1 of contradictions", m.Contradiction.F1(), 0.92)
	atLeast("precision of contradictions", m.Contradiction.Precision(), 0.94)
	atLeast("F1 of inventions", m.Invention.F1(), 0.88)
	atLeast("F1 of process failures", m.Process.F1(), 0.97)
	atLeast("AUC of the score", m.AUC, 0.96)
	if m.FalseMissing > 0.02 {
		t.Errorf("%.3f of the stated tags are called missing, want at most 0.02", m.FalseMissing)
	}
	if m.FalseAlarms > 0.05 {
		t.Errorf("%.3f false alarms for each good caption, want at most 0.05", m.FalseAlarms)
	}
	if t.Failed() {
		for _, line := range m.Mistakes {
			t.Log(line)
		}
	}
}

func TestInventionsOfShortCaptionsAreTold(t *testing.T) {
	for _, unseen := range []bool{false, true} {
		claims, err := Claims(unseen)
		if err != nil {
			t.Fatal(err)
		}
		m := MeasureClaims(claims, Options{})
		if f := m.Invention.F1(); f < 0.74 {
			t.Errorf("unseen %v: F1 of inventions is %.3f, want at least 0.74", unseen, f)
		}
		if m.FalseAlarms > 0.33 {
			t.Errorf("unseen %v: %.3f false alarms for each good caption, want at most 0.33", unseen, m.FalseAlarms)
		}
		if t.Failed() && !unseen {
			for _, line := range m.Mistakes {
				t.Log(line)
			}
		}
	}
}

func TestTheSameThingByAnotherName(t *testing.T) {
	for _, pair := range [][2]string{{"parasol", "umbrella"}, {"1girl", "waitress"}, {"old_man", "1boy"}, {"dress", "white_dress"}, {"snowing", "snow"}, {"animal", "bird"}} {
		if !sameThing(pair[0], pair[1]) || !sameThing(pair[1], pair[0]) {
			t.Errorf("%s and %s are not taken for one thing", pair[0], pair[1])
		}
	}
	for _, pair := range [][2]string{{"cat", "dog"}, {"1girl", "priest_hat"}, {"1boy", "waitress"}, {"lantern", "sword"}, {"skirt", "dress"}} {
		if sameThing(pair[0], pair[1]) {
			t.Errorf("%s and %s are taken for one thing", pair[0], pair[1])
		}
	}
}
