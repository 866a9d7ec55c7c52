package cmd

import (
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/internal/digits"
	"github.com/winnow-data/winnow/tags"
)

// tagBenchmark is what `bench tags` prints.
type tagBenchmark struct {
	Coverage []tagCoverage   `json:"coverage,omitempty"`
	Unknown  []string        `json:"unknown,omitempty"` // the most used that no rule knows
	Named    []tagNaming     `json:"named,omitempty"`   // tags of lists that tell no categories
	Groups   []judgedGroup   `json:"groups"`            // hand-checked tags
	People   []judgedPeople  `json:"people"`            // hand-checked posts
	Objects  []judgedObjects `json:"objects"`           // posts taken apart by hand
	Speed    []tagSpeed      `json:"speed"`
	Counting *tagCounting    `json:"counting,omitempty"`
}

// tagCoverage is how much of the most used tags the lexicon knows.
type tagCoverage struct {
	Top  int     `json:"top"`
	Tags float64 `json:"tags"` // share of the tags
	Uses float64 `json:"uses"` // share of their uses
}

// tagNaming is what tags of one category are taken for where only the tag is told,
// as shares of their uses.
type tagNaming struct {
	Category  string  `json:"category"`
	General   float64 `json:"general"`
	Character float64 `json:"character"`
	Copyright float64 `json:"copyright"`
}

// judgedGroup is how right the lexicon is on one set of hand-checked tags.
type judgedGroup struct {
	Set    string   `json:"set"`
	Fitted string   `json:"fitted"` // what was corrected with the set in view: tags, or only rules
	Tags   int      `json:"tags"`
	Right  int      `json:"right"`
	Wrong  []string `json:"wrong,omitempty"`
}

// judgedPeople is how right the descriptions of one set of hand-checked posts are.
type judgedPeople struct {
	Set   string         `json:"set"`
	Posts int            `json:"posts"`
	Right map[string]int `json:"right"` // by part: people, count, gender, framing, conflicts
	Wrong []string       `json:"wrong,omitempty"`
}

// judgedObjects is how right the posts are that were taken apart by hand.
type judgedObjects struct {
	Set       string   `json:"set"`
	Posts     int      `json:"posts"`
	Right     int      `json:"right"` // every tag in its group, thing and person
	Tags      int      `json:"tags"`
	RightTags int      `json:"right_tags"`
	Grouped   int      `json:"grouped"`       // tags that were judged to be of a group
	InGroup   int      `json:"right_grouped"` // and are put into it, with whatever else
	Wrong     []string `json:"wrong,omitempty"`
}

// tagSpeed is what one question takes, by processor time, so that other
// programs on the machine do not count.
type tagSpeed struct {
	What   string  `json:"what"`
	Posts  float64 `json:"posts_per_second"` // that all cores have time for
	Micros float64 `json:"cpu_us_per_post"`
}

// tagCounting is the cost of counting the pairs of a synthetic set.
type tagCounting struct {
	Posts   int     `json:"posts"`
	Tags    int     `json:"tags"`
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu_seconds"`
	Bytes   uint64  `json:"bytes"` // held by the program at the end
	Slack   uint32  `json:"slack"`
}

var _ = addBench(func(a *app) *cobra.Command {
	var path string
	var posts int
	var wrong bool
	c := &cobra.Command{
		Use:   "tags",
		Short: "What the tag lexicon knows, how right it is, and how fast",
		Long: `Tags prints how many of the hand-checked tags are put into the right group, how
many of the hand-checked posts are described right, posts a second by processor
time, with --table (CSV lines tag,category,count) the share of the most used
general tags, and of their uses, that the lexicon knows, and what names alone
tell of characters and works, and with --posts what counting the pairs of so many
synthetic posts of thirty tags costs.` + "\n" + exitHelp,
		Example: "  winnow bench tags --table danbooru.csv\n  winnow bench tags --posts 1000000",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			b := tagBenchmark{Groups: scoreGroups(), People: scorePeople(), Objects: scoreObjects(), Speed: tagSpeeds()}
			if path != "" {
				if err := b.cover(path); err != nil {
					return err
				}
			}
			if posts > 0 {
				if err := b.count(posts); err != nil {
					return err
				}
			}
			return a.answer(b, func() { a.printTagBenchmark(b, wrong) })
		},
	}
	c.Flags().StringVar(&path, "table", "", "CSV file of tags: tag,category,count; category 0 is general")
	c.Flags().IntVar(&posts, "posts", 0, "synthetic posts whose pairs to count")
	c.Flags().BoolVar(&wrong, "wrong", false, "also list what is not as judged by hand")
	return c
})

func scoreGroups() []judgedGroup {
	var list []judgedGroup
	for _, set := range tags.JudgedSets() {
		score := judgedGroup{Set: set.Name, Fitted: set.Fitted, Tags: len(set.Tags)}
		for _, j := range set.Tags {
			if j.Right() {
				score.Right++
			} else {
				score.Wrong = append(score.Wrong, fmt.Sprintf("%s is put into %s, judged %s", j.Tag, tags.GroupOf(j.Tag), j.Judgement()))
			}
		}
		list = append(list, score)
	}
	return list
}

func scorePeople() []judgedPeople {
	var list []judgedPeople
	for _, set := range tags.JudgedPeople() {
		score := judgedPeople{Set: set.Name, Posts: len(set.Posts), Right: map[string]int{}}
		for _, post := range set.Posts {
			wrong := post.Wrong()
			for _, part := range tags.JudgedParts {
				got, bad := wrong[part]
				if !bad {
					score.Right[part]++
					continue
				}
				score.Wrong = append(score.Wrong, fmt.Sprintf("%s %q %q: answered %q", part, post.Tags, post.Caption, got))
			}
		}
		list = append(list, score)
	}
	return list
}

func scoreObjects() []judgedObjects {
	var list []judgedObjects
	for _, set := range tags.JudgedObjects() {
		score := judgedObjects{Set: set.Name}
		for _, post := range set.Posts {
			wrong := post.Wrong()
			score.Posts++
			score.Tags += len(post.Tags)
			score.RightTags += len(post.Tags) - len(wrong)
			right, judged := post.InGroup()
			score.InGroup += right
			score.Grouped += judged
			if len(wrong) == 0 {
				score.Right++
			}
			for _, tag := range wrong {
				score.Wrong = append(score.Wrong, fmt.Sprintf("%s is not with what it was judged to be with, in %v", tag, post.Tags))
			}
		}
		list = append(list, score)
	}
	return list
}

type usedTag struct {
	name string
	uses int64
}

func (b *tagBenchmark) cover(path string) error {
	table, err := tagTable(path)
	if err != nil {
		return err
	}
	for _, category := range []struct{ number, name string }{{"0", "general"}, {"3", "copyright"}, {"4", "character"}} {
		b.Named = append(b.Named, namingOf(category.name, table[category.number]))
	}
	list := table["0"]
	for _, top := range []int{300, 1500, 3000, 10000} {
		if top > len(list) {
			top = len(list)
		}
		var known, uses, all int64
		for _, t := range list[:top] {
			all += t.uses
			if tags.Known(t.name) {
				known++
				uses += t.uses
			} else if len(b.Unknown) < 20 && !slices.Contains(b.Unknown, t.name) {
				b.Unknown = append(b.Unknown, t.name)
			}
		}
		if top > 0 {
			b.Coverage = append(b.Coverage, tagCoverage{top, float64(known) / float64(top), float64(uses) / float64(max(all, 1))})
		}
		if top == len(list) {
			break
		}
	}
	return nil
}

// namingOf says what the names of tags alone tell.
func namingOf(category string, list []usedTag) tagNaming {
	n := tagNaming{Category: category}
	all := 0.
	for _, t := range list {
		all += float64(t.uses)
		switch c := tags.Sorted([]string{t.name}); {
		case len(c.Character) > 0:
			n.Character += float64(t.uses)
		case len(c.Copyright) > 0:
			n.Copyright += float64(t.uses)
		default:
			n.General += float64(t.uses)
		}
	}
	all = max(all, 1)
	n.General, n.Character, n.Copyright = n.General/all, n.Character/all, n.Copyright/all
	return n
}

// tagTable are the tags of a table by the number of their category, the most used first.
func tagTable(path string) (map[string][]usedTag, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r := csv.NewReader(file)
	r.FieldsPerRecord, r.LazyQuotes = -1, true
	table := map[string][]usedTag{}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read the tags in %s: %w", path, err)
		}
		if len(record) < 3 || record[1] == "category" {
			continue
		}
		uses, err := strconv.ParseInt(record[2], 10, 64)
		if err != nil {
			line, _ := r.FieldPos(2)
			return nil, fmt.Errorf("read the tags in %s, line %d: the count %q is no number", path, line, record[2])
		}
		table[record[1]] = append(table[record[1]], usedTag{tags.Normal(record[0]), uses})
	}
	if len(table["0"]) == 0 {
		return nil, fmt.Errorf("read the tags in %s: it has no line tag,0,count", path)
	}
	for _, list := range table {
		slices.SortStableFunc(list, func(x, y usedTag) int { return cmp.Compare(y.uses, x.uses) })
	}
	return table, nil
}

const speedCaption = "A girl with long blonde hair stands outdoors in a white dress, looking at the viewer, and holds a straw hat in both hands. Behind her a boy runs along the beach."

// tagSpeeds measures with all cores at work, a fifth of a second each.
func tagSpeeds() []tagSpeed {
	sample := tags.JudgedSample()
	var posts []tags.Categories
	for i := range 1000 {
		r := rand.New(rand.NewPCG(7, uint64(i)))
		c := tags.Categories{General: []string{"1girl", "solo"}, Character: []string{"hatsune_miku"}, Copyright: []string{"vocaloid"}}
		for _, n := range r.Perm(len(sample))[:28] {
			c.General = append(c.General, sample[n].Tag)
		}
		posts = append(posts, c)
	}
	return []tagSpeed{
		onAllCores("group by object", posts, func(c tags.Categories) { tags.Objects(c) }),
		onAllCores("group", posts, func(c tags.Categories) { tags.Grouped(c) }),
		onAllCores("order", posts, func(c tags.Categories) { tags.Order(c) }),
		onAllCores("describe, tags", posts, func(c tags.Categories) { tags.Describe(c, "") }),
		onAllCores("describe, tags and caption", posts, func(c tags.Categories) { tags.Describe(c, speedCaption) }),
	}
}

func onAllCores(what string, posts []tags.Categories, work func(tags.Categories)) tagSpeed {
	for _, c := range posts[:200] {
		work(c) // what is worked out once for each tag and word
	}
	begin, before := time.Now(), cpuTime()
	var running sync.WaitGroup
	done := make([]int, runtime.GOMAXPROCS(0))
	for w := range done {
		running.Go(func() {
			for time.Since(begin) < 200*time.Millisecond {
				for _, c := range posts[:200] {
					work(c)
				}
				done[w] += 200
			}
		})
	}
	running.Wait()
	total := 0
	for _, n := range done {
		total += n
	}
	each := (cpuTime() - before).Seconds() / float64(total)
	return tagSpeed{what, float64(len(done)) / each, each * 1e6}
}

// count measures counting on posts of thirty draws from a Zipf distribution
// over a hundred thousand tags.
func (b *tagBenchmark) count(posts int) error {
	names := make([]string, 100_000)
	for i := range names {
		names[i] = "tag_" + strconv.Itoa(i)
	}
	begin, before := time.Now(), cpuTime()
	p, err := tags.Count(func() iter.Seq2[[]string, error] { return syntheticPosts(names, posts) }, tags.CountOptions{})
	if err != nil {
		return err
	}
	b.Counting = &tagCounting{Posts: posts, Tags: len(p.Tags()), Seconds: time.Since(begin).Seconds(), CPU: (cpuTime() - before).Seconds(), Slack: p.Slack}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.Counting.Bytes = m.Sys
	return nil
}

func syntheticPosts(names []string, posts int) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		r := rand.New(rand.NewPCG(1, 1))
		z := rand.NewZipf(r, 1.07, 12, uint64(len(names)-1))
		post := make([]string, 0, 30)
		for range posts {
			post = post[:0]
			for range 34 {
				if tag := names[z.Uint64()]; len(post) < 30 && !slices.Contains(post, tag) {
					post = append(post, tag)
				}
			}
			if !yield(post, nil) {
				return
			}
		}
	}
}

func (a *app) printTagBenchmark(b tagBenchmark, wrong bool) {
	for _, g := range b.Groups {
		fmt.Fprintf(a.out, "hand-checked tags, %s (%s fitted): %d of %d in the right group, %.1f %%\n", g.Set, g.Fitted, g.Right, g.Tags, 100*float64(g.Right)/float64(g.Tags))
		a.printWrong(g.Wrong, wrong)
	}
	for _, p := range b.People {
		fmt.Fprintf(a.out, "hand-checked posts, %s (rules fitted), %d:", p.Set, p.Posts)
		for _, part := range tags.JudgedParts {
			fmt.Fprintf(a.out, " %s %d", part, p.Right[part])
		}
		fmt.Fprintln(a.out)
		a.printWrong(p.Wrong, wrong)
	}
	for _, o := range b.Objects {
		fmt.Fprintf(a.out, "posts taken apart by hand, %s (rules fitted): %d of %d right, %d of their %d tags; %d of %d in the right group\n", o.Set, o.Right, o.Posts, o.RightTags, o.Tags, o.InGroup, o.Grouped)
		a.printWrong(o.Wrong, wrong)
	}
	for _, c := range b.Coverage {
		fmt.Fprintf(a.out, "known of the %s most used general tags: %.1f %%, of their uses %.2f %%\n", digits.Commas(int64(c.Top)), 100*c.Tags, 100*c.Uses)
	}
	if len(b.Unknown) > 0 {
		fmt.Fprintf(a.out, "most used of the unknown: %s\n", cell(b.Unknown))
	}
	for _, n := range b.Named {
		fmt.Fprintf(a.out, "%s tags by their names alone, of all uses: general %.2f %%, character %.2f %%, copyright %.2f %%\n", n.Category, 100*n.General, 100*n.Character, 100*n.Copyright)
	}
	for _, s := range b.Speed {
		fmt.Fprintf(a.out, "%-28s %9s posts/s on all cores, %5.1f µs of processor time each\n", s.What, digits.Commas(int64(s.Posts)), s.Micros)
	}
	if c := b.Counting; c != nil {
		fmt.Fprintf(a.out, "pairs of %s posts, %s tags: %.1f s, %.1f s of processor time, %.0f MB, slack %d\n", digits.Commas(int64(c.Posts)), digits.Commas(int64(c.Tags)), c.Seconds, c.CPU, float64(c.Bytes)/1e6, c.Slack)
	}
}

func (a *app) printWrong(lines []string, wanted bool) {
	if !wanted {
		return
	}
	for _, line := range lines {
		fmt.Fprintf(a.out, "  %s\n", line)
	}
}
