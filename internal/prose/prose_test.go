package prose

import (
	"fmt"
	"slices"
	"testing"
)

func TestSentencesEndWhereTheyDo(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                nil,
		"A girl. She smiles!":             {"A girl.", "She smiles!"},
		"No end":                          {"No end"},
		"It is 3.5 metres. \"Stop.\" Now": {"It is 3.5 metres.", "\"Stop.\"", "Now"},
		"One line\nand another":           {"One line", "and another"},
		"少女。空を見る。":                        {"少女。", "空を見る。"},
		"Wait... what?  ":                 {"Wait...", "what?"},
	} {
		if got := Sentences(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestWhatTextsRepeatIsTold(t *testing.T) {
	var texts Texts
	for i := range 10 {
		text := fmt.Sprintf("A girl with number %d waits.", i)
		if i < 4 {
			text += " There is no text in it. There is no text in it."
		}
		texts.Add(text, 70+i, 75)
	}
	told := texts.Tell()
	if told.Opening != (Repeated{"a girl with", 1}) || told.Sentence != (Repeated{"There is no text in it.", .4}) {
		t.Errorf("repeated: %+v", told)
	}
	if told.Texts != 10 || told.Words != (Spread{6, 6, 18}) || told.Tokens != (Spread{70, 74, 78}) || told.Over != .4 {
		t.Errorf("lengths: %+v", told)
	}
	var other Texts
	for i := range 10 {
		other.Add(fmt.Sprintf("W%d x%d y%d z%d.", i, i, i, i), 4, 75)
	}
	if d := other.Tell(); d.Distinct != [3]float64{1, 1, 1} || d.Opening.Text != "" || d.Sentence.Text != "" {
		t.Errorf("nothing is repeated: %+v", d)
	}
	if told.Distinct[0] >= .5 || told.Distinct[0] <= .1 {
		t.Errorf("much is repeated: distinct %v", told.Distinct)
	}
	if (Told{}) != new(Texts).Tell() {
		t.Error("nothing tells something")
	}
}

func TestWhatIsCommonIsFoundAmongVeryManyOthers(t *testing.T) {
	var h heavy
	for i := range 100000 {
		h.add(fmt.Sprint(i))
		if i%20 == 0 {
			h.add("often")
		}
	}
	if got := h.most(100000); got.Text != "often" || got.Share > .05 || got.Share < .05-2./counters {
		t.Errorf("commonest: %+v", got)
	}
	if len(h.of) > counters {
		t.Errorf("%d counters, want no more than %d", len(h.of), counters)
	}
}
