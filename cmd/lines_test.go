package cmd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// endless is n bytes of one line.
func endless(n int64) io.Reader { return io.LimitReader(filler{}, n) }

type filler struct{}

func (filler) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestALineThatIsTooLongIsAnsweredByItsError(t *testing.T) {
	var out, said bytes.Buffer
	in := io.MultiReader(strings.NewReader("\ufeff{\"a\":1}\n"), endless(64*mostLine), strings.NewReader("\n\n{\"a\":2}\r\n"), endless(2*mostLine))
	a := &app{in: in, out: &out, err: &said}
	longest := 0
	err := a.eachLine(context.Background(), "-", func(line []byte, out *bytes.Buffer) error {
		longest = max(longest, len(line))
		out.Write(line)
		return nil
	})
	var status *statusError
	if !errors.As(err, &status) || status.status != exitSomeFailed || !strings.Contains(status.message, "2 of 5 lines") {
		t.Errorf("error %v, want that 2 of 5 lines could not be read", err)
	}
	got := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
	if len(got) != 4 || got[0] != `{"a":1}` || !strings.Contains(got[1], "line 2: it has more than") || got[2] != `{"a":2}` || !strings.Contains(got[3], "line 5: it has more than") {
		t.Errorf("answers %q", got)
	}
	if longest > 8 {
		t.Errorf("a line of %d bytes was handed out", longest)
	}
}

func TestALongCaptionIsRefused(t *testing.T) {
	var out bytes.Buffer
	a := &app{in: strings.NewReader(`{"id":"1","tags":["1girl"],"caption":"` + strings.Repeat("A girl. ", mostCaption/8+1) + `"}`), out: &out, err: io.Discard}
	if status := a.run(context.Background(), []string{"check", "--from", "-"}); status != exitSomeFailed || !strings.Contains(out.String(), "and may have 65536") {
		t.Errorf("status %d, answer %.100q", status, out.String())
	}
}

func TestALineThatMakesNoSenseIsAnsweredByItsError(t *testing.T) {
	long := `{"id":"1","tags":["` + strings.Repeat("a_", mostTag/2+1) + `"],"caption":"A girl."}`
	for _, command := range [][]string{{"check"}, {"tags", "order"}, {"caption", "--backend", "compose"}} {
		var out bytes.Buffer
		a := &app{in: strings.NewReader("null\n5\n[{}]\n" + long + "\n"), out: &out, err: io.Discard}
		if status := a.run(context.Background(), append(command, "--from", "-")); status != exitSomeFailed {
			t.Errorf("%s ends with status %d, want %d", command, status, exitSomeFailed)
		}
		if got := out.String(); strings.Count(got, "want one JSON object") != 3 || !strings.Contains(got, "separate tags by commas") {
			t.Errorf("%s answers %.400q", command, got)
		}
	}
}

func TestAMemberIsKnownByTheColonAfterItsName(t *testing.T) {
	for object, want := range map[string]bool{
		`{"id":1,"groups":{}}`: true, `{"groups" : {}}`: true, "{\"id\":1,\n\"people\"\t:2}": true, `{"tags":{"people":[]}}`: true,
		`{"id":1,"tags":["groups"]}`: false, `{"mygroups":1}`: false, `{"tags":":d people groups"}`: false, `{"id":1}`: false, `{}`: false, ``: false, `:`: false,
	} {
		if got := mayName([]byte(object), []string{"groups", "people"}); got != want {
			t.Errorf("%s: %v, want %v", object, got, want)
		}
	}
}
