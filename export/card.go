package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/tags"
)

// card gathers what the dataset card says about the samples.
type card struct {
	kinds   map[string]int // of captions
	writers map[string]int // backends and models of captions
	gender  map[string]int
	framing map[string]int
	people  map[string]int
	rating  map[string]int
	splits  map[string]int
}

func (c *card) count(s *Sample) {
	if c.kinds == nil {
		*c = card{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
	}
	none := "none"
	if s.CaptionDropped {
		none = "dropped"
	}
	c.kinds[cmp.Or(s.Caption.Kind, none)]++
	if s.Caption.Text != "" {
		c.writers[strings.TrimSpace(s.Caption.Backend+" "+s.Caption.Model)]++
	}
	gender := s.Gender
	if s.People == tags.PeopleNone {
		gender = none // nobody is there, as the report says it
	}
	c.gender[gender]++
	c.framing[s.Framing]++
	c.people[s.People]++
	c.rating[cmp.Or(s.Rating, unknownValue)]++
	c.splits[s.Split]++
}

// writeCard writes README.md. Its front matter is what load_dataset reads.
func (e *export) writeCard(out *output) error {
	var b strings.Builder
	e.frontMatter(&b)
	fmt.Fprintf(&b, "# %s for training\n\n", digits.Count(e.summary.Kept, "image"))
	fmt.Fprintf(&b, "Made by [winnow](https://github.com/winnow-data/winnow) from a folder of %s, in the format `%s`: %s.\n\n", digits.Count(e.summary.Found, "image file"), e.format.Name, e.format.Doc)
	if e.format.Load != "" {
		fmt.Fprintf(&b, "```python\n%s\n```\n\n", e.format.Load)
	}
	e.cardFunnel(&b)
	e.cardBalance(&b)
	e.cardContents(&b)
	e.cardColumns(&b)
	e.cardMaking(&b)
	return out.put("README.md", []byte(b.String()))
}

func (e *export) frontMatter(b *strings.Builder) {
	b.WriteString("---\n")
	if e.format.DataFiles != "" {
		b.WriteString("configs:\n- config_name: default\n  data_files:\n")
		for _, split := range e.job.splits {
			fmt.Fprintf(b, "  - split: %s\n    path: %q\n", split, fmt.Sprintf(e.format.DataFiles, split))
		}
	}
	if e.format.Features != nil {
		fmt.Fprintf(b, "dataset_info:\n  features:\n  %s\n", strings.Join(e.format.Features(e.options), "\n  "))
	}
	fmt.Fprintf(b, "task_categories:\n- text-to-image\n- image-to-text\ntags:\n- illustration\n- winnow\nsize_categories:\n- %s\n---\n\n", sizeCategory(e.summary.Kept))
}

// sizeCategory is the word of the hub for a number of rows.
func sizeCategory(n int64) string {
	for _, c := range []struct {
		below int64
		name  string
	}{{1e3, "n<1K"}, {1e4, "1K<n<10K"}, {1e5, "10K<n<100K"}, {1e6, "100K<n<1M"}, {1e7, "1M<n<10M"}} {
		if n < c.below {
			return c.name
		}
	}
	return "10M<n<100M"
}

// dropDocs say what became of the files that are not here.
var dropDocs = map[string]string{
	droppedDuplicate: "show the same as another one",
	droppedFiltered:  "dropped by a rule",
	droppedReview:    "rejected by a person",
	droppedWhere:     "do not meet the condition of this export",
	droppedBalance:   "left out to balance the set",
	droppedLimit:     "more than were asked for",
	droppedCaption:   "have no caption, which this format needs",
}

func (e *export) cardFunnel(b *strings.Builder) {
	b.WriteString("## From found to exported\n\n| files | |\n|---:|---|\n")
	row := func(n int64, what string) { fmt.Fprintf(b, "| %s | %s |\n", digits.Commas(n), what) }
	row(e.summary.Found, "found")
	reasons := slices.SortedFunc(maps.Keys(e.summary.Dropped), func(x, y string) int {
		return cmp.Or(cmp.Compare(e.summary.Dropped[y], e.summary.Dropped[x]), strings.Compare(x, y))
	})
	for _, reason := range reasons {
		row(-e.summary.Dropped[reason], dropDocs[reason])
	}
	lost := e.summary.Counts[countLost]
	if n := e.summary.Failed - lost; n > 0 {
		row(-n, "could not be decoded, or only in part")
	}
	if lost > 0 {
		row(-lost, "could not be read again, or had changed since they were scanned")
	}
	row(e.summary.Kept, "**exported**")
	b.WriteString("\n")
	if n := e.summary.Counts["reencoded"]; n > 0 {
		fmt.Fprintf(b, "%s %s encoded anew, because common readers cannot open their format or would show them turned, or as the options below ask; all others have the bytes of the source.\n\n", digits.Commas(n), digits.Form(n, "picture was", "pictures were"))
	} else if !e.options.NoImages {
		b.WriteString("Every picture has the bytes of the source.\n\n")
	}
}

func (e *export) cardBalance(b *strings.Builder) {
	for _, balanced := range e.summary.Balance {
		fmt.Fprintf(b, "## Balanced by `%s`\n\n| value | before | share | after | seen in one pass | share | wanted |\n|---|---:|---:|---:|---:|---:|---:|\n", balanced.By)
		for _, v := range balanced.Values {
			wanted := ""
			if v.Wanted > 0 {
				wanted = percent(v.Wanted)
			}
			fmt.Fprintf(b, "| %s | %s | %s | %s | %s | %s | %s |\n", cell(v.Value), digits.Commas(int64(v.Before)), percent(v.ShareBefore), digits.Commas(int64(v.After)), digits.Commas(int64(v.Seen)), percent(v.Share), wanted)
		}
		b.WriteString("\n")
		for _, note := range balanced.Notes {
			fmt.Fprintf(b, "- %s\n", note)
		}
		b.WriteString("\n")
	}
}

// cardContents are small tables of what the set holds.
func (e *export) cardContents(b *strings.Builder) {
	b.WriteString("## What it holds\n\n| | |\n|---|---|\n")
	for _, property := range []struct {
		name   string
		counts map[string]int
	}{{"split", e.card.splits}, {"people", e.card.people}, {"gender", e.card.gender}, {"framing", e.card.framing}, {"rating", e.card.rating}, {"caption", e.card.kinds}, {"captions by", e.card.writers}} {
		var parts []string
		for _, value := range slices.SortedFunc(maps.Keys(property.counts), func(x, y string) int {
			return cmp.Or(property.counts[y]-property.counts[x], strings.Compare(x, y))
		}) {
			parts = append(parts, fmt.Sprintf("%s %s (%s)", cell(value), digits.Commas(int64(property.counts[value])), percent(float64(property.counts[value])/float64(e.summary.Kept))))
		}
		if len(parts) > 0 {
			fmt.Fprintf(b, "| %s | %s |\n", property.name, strings.Join(parts, ", "))
		}
	}
	b.WriteString("\n")
}

func (e *export) cardColumns(b *strings.Builder) {
	if e.format.Name != "parquet" {
		return
	}
	b.WriteString("## Columns\n\n| column | |\n|---|---|\n")
	for _, c := range columns(e.options) {
		fmt.Fprintf(b, "| `%s` | %s |\n", c.Name, c.doc)
	}
	b.WriteString("\n")
}

func (e *export) cardMaking(b *strings.Builder) {
	options, err := line(e.options)
	if err != nil {
		panic(err) // options are plain data
	}
	fmt.Fprintf(b, "## How it was made\n\n```\nwinnow scan SOURCE\nwinnow dedup\nwinnow tags\nwinnow filter\nwinnow caption\nwinnow check\nwinnow export --format %s -o OUT\n```\n\n", e.format.Name)
	fmt.Fprintf(b, "Options of the export:\n\n```json\n%s```\n\n`%s` has the hash of every file, and of every table that the export was made from.\n", options, manifestName)
}

// cell is text that cannot break a Markdown table.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "_", `\_`, "*", `\*`, "<", "&lt;").Replace(s)
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }
