package check

import (
	"slices"
	"testing"
)

// The probes are language that the lexicon was made for (half of them) and
// language that only measures: the floors are below what was reached, so that a
// change that breaks whole fields is seen.
func TestProbesComeOutRight(t *testing.T) {
	probes, err := Probes()
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range probes {
		if slices.ContainsFunc(probes[:i], func(q Probe) bool { return q.Caption == p.Caption && q.Tag == p.Tag }) {
			t.Errorf("%s is probed twice with %q", p.Tag, p.Caption)
		}
	}
	m := MeasureProbes(probes)
	for _, half := range []struct {
		name                         string
		all                          Probed
		states, contradicts, neither float64
	}{{"seen", m.Seen[len(m.Seen)-1], 0.94, 0.92, 0.46}, {"kept aside", m.Aside[len(m.Aside)-1], 0.81, 0.86, 0.49}} {
		for _, of := range []struct {
			want  string
			floor float64
		}{{ProbeStates, half.states}, {ProbeContradicts, half.contradicts}, {ProbeNeither, half.neither}} {
			hits := half.all.of(of.want)
			t.Logf("%s, %s: %d of %d", half.name, of.want, hits.Right, hits.Of)
			if hits.Share() < of.floor {
				t.Errorf("%s: of the probes whose answer is %q %.3f came out right, want %.3f", half.name, of.want, hits.Share(), of.floor)
			}
		}
	}
}

func TestAProbeNamesItsTagFirst(t *testing.T) {
	for _, text := range []string{"+ She smiles.", "[mouth]\n+ She smiles.", "[mouth]\n= smile\n* She smiles.", "[mouth]\n=\n+ She smiles."} {
		if _, err := readProbes(text); err == nil {
			t.Errorf("%q is read as probes", text)
		}
	}
}
