package cmd

import "testing"

func TestWordsOfCommandsAreQuotedForAShell(t *testing.T) {
	for word, want := range map[string]string{
		"training-set/.winnow": "training-set/.winnow", "夏の絵": "夏の絵", "my work": "'my work'", "it's": `'it'\''s'`, "a$b": "'a$b'", "": "''", "~x": "'~x'",
	} {
		if got := quoted(word); got != want {
			t.Errorf("quoted(%q) = %s, want %s", word, got, want)
		}
	}
}
