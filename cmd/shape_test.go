package cmd

import "testing"

func TestShapeMarksTheValueInItsDistribution(t *testing.T) {
	var s shape
	for i := range 24 {
		for range 1 + 15*(i/23) {
			s.add(float64(i))
		}
	}
	for value, want := range map[float64]string{
		0:    "[▂]▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂█",
		23:   "▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂[█]",
		1e6:  "▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂[█]",
		11.6: "▂▂▂▂▂▂▂▂▂▂▂▂[▂]▂▂▂▂▂▂▂▂▂▂█",
	} {
		if got := s.draw(value); got != want {
			t.Errorf("%v is drawn as\n%s, want\n%s", value, got, want)
		}
	}
}

func TestShapeOfOneValueIsOneStep(t *testing.T) {
	var s shape
	s.add(5)
	if got, want := s.draw(5), "            [█]           "; got != want {
		t.Errorf("drawn as %q, want %q", got, want)
	}
}
