package caption

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/check"
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/ledger"
	"github.com/winnow-data/winnow/tags"
)

// BackendRepair is the name of the backend that repairs captions.
const BackendRepair = "repair"

var _ = register(&Backend{
	Name: BackendRepair,
	Doc:  "the current caption without its faults: by rules and, with --model, what they leave by a text model; never worse by any check",
	Ask: &Asking{
		URL: openaiServer.URL, URLEnv: openaiServer.URLEnv, KeyEnv: openaiServer.KeyEnv, Dial: openaiServer.Dial,
		Blind:  true,
		Prompt: BackendRepair,
		Ready:  readyToRepair,
		Faults: func(a *asker, s *Subject) []string { return faultsOf(a.judged(s), s.Current.Text) },
		Accept: acceptRepaired,
	},
	Fetch: runRepair,
})

// Reasons of a model's repair that is not taken.
const (
	Unmended  = "unmended"  // the faults are still there, or others came
	Rewritten = "rewritten" // it changed more than the faults
)

// runRepair first mends by rules, which costs nothing, and then asks a model,
// if the options name one, about the captions that still have faults. Each
// repair is a caption whose parent is the one that it was made of, and of the
// same kind. What a person wrote is left alone.
func runRepair(ctx context.Context, f *fetching) error {
	mended, err := f.repairByRules(ctx)
	if err != nil || f.options.Model == "" {
		return err
	}
	o := f.options
	o.Ladder = slices.DeleteFunc(slices.Clone(o.Ladder), func(step string) bool { return step != StepRetry })
	a, err := f.newAsker(f.backend, o, o.Endpoints)
	if err != nil {
		return err
	}
	if err := a.choose(ctx); err != nil {
		return err
	}
	if len(a.pending) > 0 {
		if err := a.agree(ctx); err != nil {
			return err
		}
		err = a.work(ctx)
		a.conclude(ctx)
	}
	c := &f.counted
	c.written += a.counted.written - a.overlap(mended)
	c.failed, c.dropped = a.counted.failed, a.counted.dropped
	c.had = c.found - c.without - c.written - c.dropped
	for _, n := range c.failed {
		c.had -= n
	}
	return err
}

// overlap is how many of the pending images are among those.
func (a *asker) overlap(ids map[[32]byte]bool) (n int64) {
	for _, key := range a.pending {
		if ids[key] {
			n++
		}
	}
	return n
}

// repairByRules mends what can be mended without a model, and says of which images.
func (f *fetching) repairByRules(ctx context.Context) (mended map[[32]byte]bool, err error) {
	request, err := json.Marshal(map[string]any{"checks": f.options.Check.Version()})
	if err != nil {
		return nil, err
	}
	g := ledger.Generation{Backend: f.backend.Name, Request: request}
	if g.SHA, err = shaOf(g); err != nil {
		return nil, err
	}
	id, err := f.book.Generation(g)
	if err != nil {
		return nil, err
	}
	mended = map[[32]byte]bool{}
	var add []ledger.Caption
	a := &asker{session: f.session, options: f.options, kind: f.backend.Kind}
	err = a.inChunks(ctx, func(s *Subject, _ ledger.Held) error {
		f.counted.found++
		if !repairable(s) {
			f.counted.without++
			return nil
		}
		text, edits := check.Repair(s.Tags, s.Current.Text, s.Current.Finish, f.options.Check)
		if len(edits) == 0 {
			f.counted.had++
			return nil
		}
		for _, e := range edits {
			f.summary.Counts["mended: "+e.Rule]++
		}
		f.counted.written++
		key, err := idKey(s.ID)
		if err != nil {
			return err
		}
		mended[key] = true
		add = append(add, ledger.Caption{Generation: id, Image: s.ID, Parent: s.Current.ID, Kind: s.Current.Kind, Text: text,
			Language: languageOf(text), TagsSHA: tagsSHA(s.Tags), Finish: chat.FinishStop, Created: s.Modified})
		return nil
	})
	if err != nil {
		return nil, err
	}
	for part := range slices.Chunk(add, chunk) {
		if err := f.book.Add(part); err != nil {
			return nil, err
		}
	}
	return mended, nil
}

// repairable says that there is a caption that may be changed.
func repairable(s *Subject) bool {
	return s.Current.Text != "" && s.Current.Kind != dataset.KindHuman && s.Current.Kind != dataset.KindComposed
}

// coverageWanted is the share of the tags below which a caption without other
// faults is worth a request.
const coverageWanted = 0.8

// readyToRepair says why a caption needs no repair, or can have none.
func readyToRepair(a *asker, s *Subject) string {
	if !repairable(s) {
		return "no caption"
	}
	if s.Current.Generation == a.generation {
		return "repaired already"
	}
	r := a.judged(s)
	for _, kind := range []string{"empty", "refusal", "wrong_language"} {
		if slices.Contains(r.Process, kind) {
			return kind
		}
	}
	if len(r.Contradicted)+len(r.Invented)+len(r.Process) == 0 && r.Coverage >= coverageWanted {
		return "no faults"
	}
	return ""
}

// judged is what the checks say of the current caption.
func (a *asker) judged(s *Subject) check.Result {
	return check.Check(s.Tags, s.Current.Text, s.Current.Finish, a.options.Check)
}

// faultsOf are the findings in sentences that a model can act on.
func faultsOf(r check.Result, caption string) (faults []string) {
	for _, f := range check.Findings(r) {
		span := ""
		if f.End > f.Start && int(f.End) <= len(caption) {
			span = caption[f.Start:f.End]
		}
		switch {
		case f.Rule == "contradicted":
			faults = append(faults, fmt.Sprintf("It says %q, but the tags say: %s.", span, tags.Words(f.Tag)))
		case f.Rule == "invented" && f.Severity == "warn":
			faults = append(faults, fmt.Sprintf("It says %q, which no tag supports: leave that out.", span))
		case f.Severity == "fail" && span != "" && len(span) < len(caption):
			faults = append(faults, fmt.Sprintf("At %q: %s.", shortened(span, 120), processWords(f.Rule)))
		case f.Severity == "fail":
			faults = append(faults, "As a whole: "+processWords(f.Rule)+".")
		}
	}
	if len(r.Missing) > 0 {
		words := make([]string, len(r.Missing))
		for i, tag := range r.Missing {
			words[i] = tags.Words(tag)
		}
		faults = append(faults, "It does not mention: "+strings.Join(words, ", ")+".")
	}
	return faults
}

// processWords says what is to be done about a process failure.
func processWords(kind string) string {
	if words, ok := map[string]string{
		"truncated": "it breaks off; end the sentence or leave it out", "boilerplate": "words that say nothing of this picture; leave them out",
		"list_form": "a list; make sentences of it", "underscore_leak": "tags with underscores; write ordinary words", "markdown": "marks of formatting; leave them out",
		"additional_tags_tail": "tags at the end; leave them out", "loop": "it repeats itself; say it once", "prompt_leak": "it repeats instructions; leave them out",
		"foreign_name": "a name that no tag gives; leave it out", "hedging": "guesses; say only what is certain",
	}[kind]; ok {
		return words
	}
	return strings.ReplaceAll(kind, "_", " ")
}

// keptWords is the share of a caption's words, outside of its faults, that a
// repair has to keep.
const keptWords = 0.8

// acceptRepaired takes a repair that mends something, is worse by no check,
// keeps the rest, and says nothing that neither the caption nor the tags say.
func acceptRepaired(a *asker, s *Subject, text string) string {
	before := a.judged(s)
	after := check.Check(s.Tags, text, chat.FinishStop, a.options.Check)
	if check.Worse(after, before) || after.Score <= before.Score {
		return Unmended
	}
	if _, strange := strangers(text, append(wordings(s.Tags), s.Current.Text)...); len(strange) > 0 {
		return Rewritten
	}
	if kept(withoutFaults(s.Current.Text, before), text) < keptWords {
		return Rewritten
	}
	return ""
}

// withoutFaults is a caption without the places that findings are about.
func withoutFaults(caption string, r check.Result) string {
	rest := []byte(caption)
	for _, f := range check.Findings(r) {
		if f.Severity == "info" || f.Start < 0 || int(f.End) > len(rest) || int(f.End-f.Start) == len(rest) {
			continue
		}
		for i := f.Start; i < f.End; i++ {
			rest[i] = ' '
		}
	}
	return string(rest)
}

// kept is the share of the words of one text, without glue, that another has.
func kept(of, in string) float64 {
	there := map[string]bool{}
	for _, w := range wordsIn(in) {
		there[root(w)] = true
	}
	all, found := 0.0, 0.0
	for _, w := range wordsIn(of) {
		if glue[w] {
			continue
		}
		all++
		if there[root(w)] {
			found++
		}
	}
	if all == 0 {
		return 1
	}
	return found / all
}
