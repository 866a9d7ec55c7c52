package cmd

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/caption"
	"github.com/winnow-data/winnow/compose"
	"github.com/winnow-data/winnow/internal/digits"
)

var _ = add(func(a *app) *cobra.Command {
	var flags caption.Options
	var from string
	var canary, dryRun, yes, repair bool
	var temperature float64
	c := &cobra.Command{
		Use:   "caption",
		Short: "Give every survivor a caption: from tags, by a model, or from a file",
		Long: `Caption writes what the survivors lack: by default English composed from their
tags, offline; with --backend openai by a model behind any OpenAI-compatible
server (OPENAI_BASE_URL, OPENAI_API_KEY). Every answer is kept in the ledger, and
none is paid for twice: stop it at any time and run it again.
Backends: ` + strings.Join(backendNames(), " ") + `.
Prompts: ` + strings.Join(caption.PromptNames, " ") + `, or the file of a template.
Rarer options are in the recipe, which ` + "`winnow init`" + ` writes.` + "\n" + exitHelp,
		Example: `  winnow caption
  winnow caption --backend openai --model gpt-4.1-mini --dry-run
  winnow caption --backend openai --model gpt-4.1-mini --budget 5 --where 'score > 20'
  winnow caption --from tags.jsonl --backend compose`,
		Args: cobra.NoArgs,
	}
	f := c.Flags()
	f.StringVar(&flags.Backend, "backend", "", "what writes the captions (default compose)")
	f.StringVar(&flags.Model, "model", "", "model of the server")
	f.StringVar(&flags.Compose.Form, "form", "", "form of composed captions: "+strings.Join(compose.Forms, ", ")+" (default long)")
	f.StringVar(&flags.Where, "where", "", "condition over the columns: which survivors")
	f.Int64Var(&flags.Limit, "limit", 0, "images at most")
	f.StringVar(&flags.Prompt, "prompt", "", "prompt by name, or the file of a template (default with_tags)")
	f.Float64Var(&flags.Budget, "budget", 0, "US dollars to spend at most on this backend, model and prompt")
	f.Float64Var(&temperature, "temperature", 0, "of the model (default 0.2)")
	f.IntVar(&flags.Side, "side", 0, "longest side of the picture that is sent (default 1024)")
	f.IntVar(&flags.Concurrency, "concurrency", 0, "requests in flight at most (default 16)")
	f.IntVar(&flags.RequestsPerMinute, "rpm", 0, "requests a minute that each endpoint allows")
	f.IntVar(&flags.TokensPerMinute, "tpm", 0, "tokens a minute that each endpoint allows")
	f.BoolVar(&flags.Missing, "missing", false, "only images that no backend of the kind has captioned")
	f.BoolVar(&repair, "repair", false, "mend current captions: by rules, then by --model where they are still wrong")
	f.BoolVar(&flags.Failed, "failed", false, "also images that were given up before")
	f.StringVar(&flags.Recaption, "recaption-where", "", "condition: these again, though they have a caption")
	f.StringVar(&flags.Import, "import", "", "file of captions of another tool, for --backend import")
	f.StringSliceVar(&flags.Command, "command", nil, "program, and its arguments after commas, for --backend command")
	f.StringVar(&flags.Prices, "prices", "", "file of prices that come before ours")
	f.BoolVar(&flags.Cancel, "cancel", false, "end the batches under way, and take what they have (openai-batch)")
	f.BoolVar(&canary, "canary", true, "first find out whether the server sees pictures")
	f.BoolVar(&dryRun, "dry-run", false, "show a request, the number of images and the price, and send nothing")
	f.BoolVar(&yes, "yes", false, "spend without asking")
	for _, rare := range []string{"temperature", "side", "rpm", "tpm", "prices"} {
		if err := f.MarkHidden(rare); err != nil {
			panic(err) // the flag is declared above
		}
	}
	f.StringVar(&from, "from", "", "file of JSON lines with tags, in place of a workspace (- = standard input)")
	c.RunE = func(c *cobra.Command, _ []string) error {
		o := caption.Options{}
		if err := a.section("caption", &o); err != nil {
			return err
		}
		if err := a.section("check", &o.Check); err != nil {
			return err
		}
		override(c, "backend", &o.Backend, flags.Backend)
		if repair {
			if flags.Backend != "" && flags.Backend != caption.BackendRepair {
				return fmt.Errorf("--repair mends the captions that are there, and --backend %s makes new ones: give one of them", flags.Backend)
			}
			o.Backend = caption.BackendRepair
		}
		override(c, "model", &o.Model, flags.Model)
		override(c, "form", &o.Compose.Form, flags.Compose.Form)
		override(c, "where", &o.Where, flags.Where)
		override(c, "limit", &o.Limit, flags.Limit)
		override(c, "prompt", &o.Prompt, flags.Prompt)
		override(c, "budget", &o.Budget, flags.Budget)
		override(c, "temperature", &o.Temperature, &temperature)
		override(c, "side", &o.Side, flags.Side)
		override(c, "concurrency", &o.Concurrency, flags.Concurrency)
		override(c, "rpm", &o.RequestsPerMinute, flags.RequestsPerMinute)
		override(c, "tpm", &o.TokensPerMinute, flags.TokensPerMinute)
		override(c, "missing", &o.Missing, flags.Missing)
		override(c, "failed", &o.Failed, flags.Failed)
		override(c, "recaption-where", &o.Recaption, flags.Recaption)
		override(c, "import", &o.Import, flags.Import)
		override(c, "command", &o.Command, flags.Command)
		override(c, "prices", &o.Prices, flags.Prices)
		override(c, "cancel", &o.Cancel, flags.Cancel)
		override(c, "canary", &o.Canary, &canary)
		if from != "" {
			return a.captionLines(c, from, o)
		}
		ws, err := a.existing()
		if err != nil {
			return err
		}
		tools := caption.Tools{Getenv: a.getenv}
		return a.locked(ws, func() error {
			if dryRun {
				forecast, err := caption.Plan(c.Context(), ws, o, tools)
				if err != nil {
					return err
				}
				return a.answer(forecast, func() { a.printForecast(forecast) })
			}
			if !yes {
				tools.Confirm = a.confirm()
			}
			report, end := a.progress()
			told := a.tellsOfWaiting(c.Context(), o.Backend)
			s, err := caption.RunWith(c.Context(), ws, o, tools, report)
			told()
			end()
			if err != nil {
				return err
			}
			return a.captioned(s)
		})
	}
	c.AddCommand(a.captionStatus(), a.captionCompare())
	return c
})

// tellsOfWaiting says at an interruption what a backend that asks a server
// still waits for, until the function that it gives is called.
func (a *app) tellsOfWaiting(ctx context.Context, backend string) (end func()) {
	if !slices.ContainsFunc(caption.Backends(), func(b *caption.Backend) bool { return b.Name == backend && b.Ask != nil && b.Fetch == nil }) {
		return func() {}
	}
	over, ended := make(chan struct{}), make(chan struct{})
	go func() { // ends with end, which waits for it
		defer close(ended)
		select {
		case <-ctx.Done():
			a.say("stopping: answers that are under way are waited for up to %s, for they are paid; a second Ctrl-C ends at once", spell(caption.Grace))
		case <-over:
		}
	}()
	return func() {
		close(over)
		<-ended
	}
}

func backendNames() []string {
	var names []string
	for _, b := range caption.Backends() {
		names = append(names, b.Name)
	}
	return names
}

// captioned prints what captioning did and cost.
func (a *app) captioned(s caption.Summary) error {
	err := a.answer(s, func() {
		a.printSummary(s.Summary)
		if s.Failed > 0 {
			fmt.Fprintln(a.out, "  those that failed are left alone from now on, unless only the server failed: add --failed to ask about them again")
		}
		switch {
		case s.Unpriced && s.TokensIn+s.TokensOut > 0:
			fmt.Fprintf(a.out, "  %s tokens in and %s out; no price is known of %s, so that what was spent is not: --prices FILE gives one\n", digits.Commas(s.TokensIn), digits.Commas(s.TokensOut), s.Model)
		case s.TokensIn+s.TokensOut > 0 || s.Spent > 0:
			fmt.Fprintf(a.out, "  spent %s for %s tokens in and %s out; %s on these captions in all\n", dollars(s.Spent), digits.Commas(s.TokensIn), digits.Commas(s.TokensOut), dollars(s.SpentAll))
		}
	})
	if err == nil && s.Failed > 0 {
		return &statusError{status: exitSomeFailed}
	}
	return err
}

// captionLines answers JSON lines by an offline backend.
func (a *app) captionLines(c *cobra.Command, from string, o caption.Options) error {
	write, err := caption.Writer(o)
	if err != nil {
		return err
	}
	return a.eachLine(c.Context(), from, func(line []byte, out *bytes.Buffer) error {
		var l caption.Line
		if err := json.Unmarshal(line, &l); err != nil {
			return err
		}
		if err := tagsFit(&l.Tags); err != nil {
			return err
		}
		text := write(l)
		members := appendJSON([]byte(`"caption":`), text)
		if text == "" {
			members = appendJSON(append(members, `,"reason":`...), l.Reason(o.Backend))
		}
		return extended(out, line, []string{"caption", "reason"}, members)
	})
}

// confirm asks on a terminal whether to spend. Without one there is nobody to ask.
func (a *app) confirm() func(caption.Forecast) (bool, error) {
	if terminal(a.in) == nil || terminal(a.err) == nil {
		return nil
	}
	return func(f caption.Forecast) (bool, error) {
		fmt.Fprintf(a.err, "%s [y/N] ", question(f))
		line, err := bufio.NewReader(a.in).ReadString('\n')
		if err != nil {
			return false, errors.New("no answer: nothing was sent")
		}
		line = strings.ToLower(strings.TrimSpace(line))
		return line == "y" || line == "yes", nil
	}
}

// question asks whether to do what the forecast says.
func question(f caption.Forecast) string {
	price := "at a price that is not known"
	if f.Price != nil {
		price = "for about " + dollars(*f.Price)
	}
	return fmt.Sprintf("Ask %s for %s captions, about %s tokens, %s?", f.Model, digits.Commas(f.Images), digits.Commas(f.TokensIn+f.TokensOut), price)
}

// forecastFacts tell how many images would be asked about, and what it costs.
func forecastFacts(f caption.Forecast) []fact {
	var others []string
	for _, other := range []struct {
		n    int64
		what string
	}{{f.Had, "have theirs"}, {f.GivenUp, "were given up before (--failed asks again)"}, {f.Without, "have nothing to ask about"}, {f.Beyond, "are beyond the limit"}} {
		if other.n > 0 {
			others = append(others, digits.Commas(other.n)+" "+other.what)
		}
	}
	facts := []fact{{"to caption", digits.Commas(f.Images), strings.Join(others, ", ")}}
	if f.Images == 0 {
		return facts
	}
	tokens := fact{"tokens", digits.Commas(f.TokensIn + f.TokensOut), fmt.Sprintf("%s in and %s out, estimated by the first of them", digits.Commas(f.TokensIn), digits.Commas(f.TokensOut))}
	if f.Sampled > 1 {
		tokens.more = fmt.Sprintf("%s in and %s out, estimated by %s of them", digits.Commas(f.TokensIn), digits.Commas(f.TokensOut), digits.Commas(f.Sampled))
	}
	price := fact{"price", "unknown", fmt.Sprintf("no price is known of %s: --prices FILE gives one", f.Model)}
	if f.Price != nil {
		price = fact{"price", "~" + dollars(*f.Price), "by the prices of " + f.PriceDate}
		if f.Batch > 0 {
			price.more += fmt.Sprintf(", of which a batch costs %.0f %%", 100*f.Batch)
		}
	}
	facts = append(facts, tokens, price, fact{"spent", dollars(f.Spent), "on these captions before"})
	if f.Budget > 0 && f.Price != nil {
		facts = append(facts, fact{"budget", dollars(f.Budget), affordable(f)})
	}
	return facts
}

// affordable says whether the budget is about enough.
func affordable(f caption.Forecast) string {
	left := max(f.Budget-f.Spent, 0)
	if *f.Price <= left {
		return "about enough"
	}
	return fmt.Sprintf("about enough for %s of them; the run stops before it is passed", digits.Commas(int64(float64(f.Images)*left / *f.Price)))
}

// pictureShown is how much of a picture's data --dry-run prints; --json has all.
const pictureShown = 48

func (a *app) printForecast(f caption.Forecast) {
	fmt.Fprintf(a.out, "%s %s, prompt %s: nothing is sent\n", f.Backend, f.Model, f.Prompt)
	a.printFacts(forecastFacts(f))
	if f.Request == nil {
		return
	}
	fmt.Fprintf(a.out, "\n%s %s\nAuthorization: •••\n\n", f.Method, f.URL)
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, f.Request, "", "  "); err != nil {
		pretty.Reset()
		pretty.Write(f.Request)
	}
	fmt.Fprintln(a.out, shortData(pretty.String()))
}

// shortData cuts the data of pictures, and says how long they are.
func shortData(text string) string {
	var b strings.Builder
	for {
		at := strings.Index(text, ";base64,")
		if at < 0 {
			b.WriteString(text)
			return b.String()
		}
		at += len(";base64,")
		end := at + strings.IndexByte(text[at:], '"')
		b.WriteString(text[:at])
		if end-at > pictureShown {
			fmt.Fprintf(&b, "%s… (%s characters)", text[at:at+pictureShown], digits.Commas(int64(end-at)))
		} else {
			b.WriteString(text[at:end])
		}
		text = text[end:]
	}
}
