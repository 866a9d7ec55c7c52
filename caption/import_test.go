package caption

import (
	"strings"
	"testing"

	"github.com/winnow-data/winnow/dataset"
)

// What a file of captions has and no image gets is counted, and a line without
// a text does not take away what an earlier one said.
func TestWhatAnImportCannotUseIsCounted(t *testing.T) {
	ws, kept := newWorkspace(t, 3)
	for name, text := range map[string]string{
		"captions.csv":   "id,caption\nA,first\nA,\"a \"\"good\"\" one\"\nA,  \nnonesuch,x\n../../etc/passwd,x\n",
		"captions.jsonl": `{"id":"A","caption":"first"}` + "\n" + `{"id":"A","caption":"a \"good\" one"}` + "\n" + `{"id":"A"}` + "\n" + `{"../nonesuch":"x"}` + "\n" + `{"nonesuch":"x"}`,
		"captions.json":  `[null,{"id":"A","caption":"first"},{"id":"A","caption":["a \"good\" one"]},{"nonesuch":"x","nowhere":{"caption":"x"}}]`,
	} {
		s := run(t, ws, Options{Backend: "import", Model: name, Import: write(t, name, strings.ReplaceAll(text, `A`, kept[0]))}, Tools{})
		for count, want := range map[string]int64{
			"entries without a caption":                    1,
			"captions replaced by a later one of the file": 1,
			"captions without an image":                    2,
		} {
			if got := s.Counts[count]; got != want {
				t.Errorf("%s: %d %s, want %d (%v)", name, got, count, want, s.Counts)
			}
		}
		if got := textsOf(t, ws, dataset.KindVLM); len(got) != 1 || got[0] != `a "good" one` {
			t.Errorf("%s: captions are %q", name, got)
		}
	}
	for _, name := range []string{"captions.csv", "captions.jsonl"} {
		if _, err := readCaptionFile(write(t, name, "")); err == nil || err.Error() != "it is empty" {
			t.Errorf("an empty %s gives %v", name, err)
		}
	}
}
