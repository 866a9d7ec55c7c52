package caption

import (
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// faulty contradicts the tags 1girl, long_hair and red_dress of the workspace.
const faulty = "A girl with long hair stands in a quiet park near a fountain. She wears a blue dress with lace. Trees and old lamps frame the path behind her."

func TestRepairsByRulesCostNothing(t *testing.T) {
	ws, kept := newWorkspace(t, 5)
	if err := importTexts(t, ws, "A girl with long_hair stands in a park and wears a red dress."); err != nil {
		t.Fatal(err)
	}
	s := run(t, ws, Options{Backend: BackendRepair}, Tools{})
	if int(s.Counts["new"]) != len(kept) || s.Counts["mended: underscore_leak"] != s.Counts["new"] || s.Found != s.Kept {
		t.Fatalf("summary %+v", s)
	}
	for _, text := range textsOf(t, ws, dataset.KindVLM) {
		if text != "A girl with long hair stands in a park and wears a red dress." {
			t.Errorf("repaired to %q", text)
		}
	}
	if s := run(t, ws, Options{Backend: BackendRepair}, Tools{}); s.Counts["new"] != 0 {
		t.Errorf("a second run repaired %d captions again", s.Counts["new"])
	}
	// The import, run once more, changes nothing: its repairs stay current.
	if err := importTexts(t, ws, "A girl with long_hair stands in a park and wears a red dress."); err != nil {
		t.Fatal(err)
	}
	if got := textsOf(t, ws, dataset.KindVLM)[0]; strings.Contains(got, "_") {
		t.Errorf("after another import the caption is %q", got)
	}
}

func TestAModelRepairsWhatRulesLeave(t *testing.T) {
	for name, tt := range map[string]struct {
		answer string
		reason string // empty: taken
	}{
		"the fault alone":   {strings.Replace(faulty, "a blue dress with lace", "a red dress with lace", 1), ""},
		"nothing":           {faulty, Unmended},
		"another fault":     {strings.Replace(strings.Replace(faulty, "blue", "red", 1), "long hair", "short hair", 1), Unmended},
		"a new thing":       {strings.Replace(faulty, "a blue dress", "a gossamer red dress", 1), Rewritten},
		"half of it is cut": {"A girl with long hair wears a red dress.", Rewritten},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ws, kept := newWorkspace(t, 3)
			if err := importTexts(t, ws, strings.Replace(faulty, "blue", "blue and green", 1)); err != nil {
				t.Fatal(err)
			}
			tools, asked := answering(t, func(user string) string {
				if !strings.Contains(user, "red dress") || !strings.Contains(user, "What is wrong:\n- It says") {
					t.Errorf("the model was asked %q", user)
				}
				return tt.answer
			})
			o := Options{Backend: BackendRepair, Model: "m", Ladder: []string{}}
			s := run(t, ws, o, tools)
			got := textsOf(t, ws, dataset.KindVLM)
			if tt.reason != "" {
				if int(s.Counts["failed: "+tt.reason]) != len(kept) || s.Kept != 0 || strings.Contains(got[0], "red dress") {
					t.Fatalf("counts %v, caption %q", s.Counts, got[0])
				}
			} else if int(s.Counts["new"]) != len(kept) || got[0] != tt.answer || s.Found != s.Kept {
				t.Fatalf("summary %+v, caption %q", s, got[0])
			}
			before := asked.Load()
			run(t, ws, o, tools)
			if asked.Load() != before {
				t.Errorf("a second run sent %d requests", asked.Load()-before)
			}
		})
	}
}

func TestWhatPeopleWroteIsNotRepaired(t *testing.T) {
	if repairable(&Subject{}) {
		t.Error("nothing can be repaired where there is no caption")
	}
	s := &Subject{}
	s.Current.Text, s.Current.Kind = "A girl.", dataset.KindHuman
	if repairable(s) {
		t.Error("a caption of a person would be repaired")
	}
}
