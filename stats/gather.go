package stats

import (
	"bytes"
	"context"
	"encoding/hex"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// level is how far an image came.
type level uint8

const (
	levelDuplicate level = iota // of another one
	levelFiltered               // by a rule or a person
	levelFailed                 // nothing of it can be shown
	levelKept
	levelExported
)

// file is what the images table says of one file, without its tags.
type file struct {
	id            [32]byte
	width, height int32
	year          int16
	readable      bool
	score         float64 // NaN when absent
	format        uint32  // in the gatherer's shared words
	rating        uint32
	site          uint32
}

// set is what is known of every file, in the order of ids and then of paths:
// a small number for each property, so that a million files take some 300 MB.
type set struct {
	ids      [][32]byte
	row      []int32 // in the images table
	level    []level
	reason   []uint16 // why it is not kept: in reasons, 0 when it is
	reasons  *words
	values   []float32 // the number that a rule spoke of, NaN where there is none
	spoken   []uint16  // the measure that it is of: in measures
	measures *words
	codes    [][]uint16  // by property, 0 is unknown
	texts    []*words    // by property: text of code+1
	numbers  [][]float32 // by property with Number, NaN for unknown

	vocabulary *names
	arena      arena   // tags, by number in vocabulary
	spans      []span  // in arena
	repeats    []int32 // times that one pass sees an exported image; nil when nothing was exported

	stages     []string    // that there are, in order
	properties []*Property // those of every report, and then the columns to cross
}

// imageRow is the part of an images row that is wanted when the effective tags
// have been made.
type imageRow struct {
	ID      string     `parquet:"id"`
	Status  string     `parquet:"status"`
	Format  string     `parquet:"format"`
	Width   int32      `parquet:"width"`
	Height  int32      `parquet:"height"`
	Rating  string     `parquet:"rating,optional"`
	Site    string     `parquet:"site,optional"`
	Score   *int64     `parquet:"score,optional"`
	Created *time.Time `parquet:"created,optional,timestamp(microsecond)"`
	Text    string     `parquet:"text,optional"`
	AltText string     `parquet:"alt_text,optional"`
}

// taggedRow has the tags as found as well.
type taggedRow struct {
	ID        string     `parquet:"id"`
	Status    string     `parquet:"status"`
	Format    string     `parquet:"format"`
	Width     int32      `parquet:"width"`
	Height    int32      `parquet:"height"`
	Rating    string     `parquet:"rating,optional"`
	Site      string     `parquet:"site,optional"`
	Score     *int64     `parquet:"score,optional"`
	Created   *time.Time `parquet:"created,optional,timestamp(microsecond)"`
	Text      string     `parquet:"text,optional"`
	AltText   string     `parquet:"alt_text,optional"`
	General   []string   `parquet:"tags_general,list"`
	Character []string   `parquet:"tags_character,list"`
	Copyright []string   `parquet:"tags_copyright,list"`
	Artist    []string   `parquet:"tags_artist,list"`
	Meta      []string   `parquet:"tags_meta,list"`
}

func (r *taggedRow) plain() imageRow {
	return imageRow{r.ID, r.Status, r.Format, r.Width, r.Height, r.Rating, r.Site, r.Score, r.Created, r.Text, r.AltText}
}

// effectiveRow is a row of the tags table without its changes.
type effectiveRow struct {
	ID        string   `parquet:"id"`
	General   []string `parquet:"general,list"`
	Character []string `parquet:"character,list"`
	Copyright []string `parquet:"copyright,list"`
	Artist    []string `parquet:"artist,list"`
	Meta      []string `parquet:"meta,list"`
	Rating    string   `parquet:"rating,optional"`
}

type groupRow struct {
	ID    string `parquet:"id"`
	Group string `parquet:"group"`
	Class string `parquet:"class,optional"`
}

type verdictRow struct {
	ID      string           `parquet:"id"`
	Verdict string           `parquet:"verdict"`
	Stage   string           `parquet:"stage,optional"`
	Reasons []dataset.Reason `parquet:"reasons,list"`
}

type exportedRow struct {
	ID      string `parquet:"id"`
	Repeats int32  `parquet:"repeats"`
}

type captionRow struct {
	ID      string `parquet:"id"`
	Kind    string `parquet:"kind"`
	Text    string `parquet:"text"`
	Current bool   `parquet:"current"`
}

// gatherer reads the tables of one workspace.
type gatherer struct {
	ws       dataset.Workspace
	has      map[string]bool
	set      *set
	progress dataset.Progress

	files    []file // in the order of paths
	sourced  []told // captions that came with the images; empty when none did
	shared   *words
	measures []string
	total    int64
	list     []uint32 // reused
}

// gather reads all that the properties need.
func gather(ctx context.Context, ws dataset.Workspace, cross []string, progress dataset.Progress) (*set, error) {
	g := &gatherer{ws: ws, has: map[string]bool{}, progress: progress, shared: newWords(),
		set: &set{reasons: newWords(), vocabulary: newNames(), stages: []string{StageFound}}}
	g.set.reasons.add("") // 0 is no reason
	if err := table.Require(ws, dataset.TableImages); err != nil {
		return nil, err
	}
	for _, name := range dataset.Tables {
		g.has[name] = table.Has(ws, name)
	}
	if g.has[dataset.TableGroups] {
		g.set.stages = append(g.set.stages, StageDeduplicated)
	}
	if g.has[dataset.TableVerdicts] {
		g.set.stages = append(g.set.stages, StageKept)
		if g.has[dataset.TableExported] {
			g.set.stages = append(g.set.stages, StageExported)
		}
	}
	if g.has[dataset.TableMeasures] {
		if err := g.chooseMeasures(); err != nil {
			return nil, err
		}
	}
	rows, err := table.Rows(ws.Table(dataset.TableImages))
	if err != nil {
		return nil, err
	}
	g.total = 2 * rows
	if err := g.readImages(ctx, int(rows)); err != nil {
		return nil, err
	}
	if err := g.join(ctx); err != nil {
		return nil, err
	}
	return g.set, g.set.addColumns(ctx, ws, cross)
}

func (g *gatherer) chooseMeasures() error {
	stored, err := table.MeasureNames(g.ws.Table(dataset.TableMeasures))
	if err != nil {
		return err
	}
	for _, p := range Properties() {
		for _, m := range p.Measures {
			if slices.Contains(stored, m) && !slices.Contains(g.measures, m) {
				g.measures = append(g.measures, m)
			}
		}
	}
	return nil
}

// reportEvery is how many rows pass between two calls of the progress.
const reportEvery = 4096

func (g *gatherer) tick(ctx context.Context, done int64) error {
	if done%reportEvery != 0 {
		return nil
	}
	g.progress.Report(Stage, done, g.total, 0)
	return ctx.Err()
}

// readImages fills files and, unless there are effective tags, the arena.
func (g *gatherer) readImages(ctx context.Context, rows int) error {
	g.files = make([]file, 0, rows)
	s := g.set
	s.spans = make([]span, 0, rows)
	path := g.ws.Table(dataset.TableImages)
	if g.has[dataset.TableTags] {
		for row, err := range table.Read[imageRow](path) {
			if err := firstError(err, g.tick(ctx, int64(len(g.files)))); err != nil {
				return err
			}
			g.add(&row)
		}
		return nil
	}
	for row, err := range table.Read[taggedRow](path) {
		if err := firstError(err, g.tick(ctx, int64(len(g.files)))); err != nil {
			return err
		}
		s.spans = append(s.spans, g.addTags(row.General, row.Character, row.Copyright, row.Artist, row.Meta))
		plain := row.plain()
		g.add(&plain)
	}
	return nil
}

func firstError(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// categories in the order in which the arena holds them.
var categories = [...]string{"general", "character", "copyright", "artist", "meta"}

func (g *gatherer) addTags(lists ...[]string) span {
	g.list = g.list[:0]
	for i, list := range lists {
		g.list = g.set.vocabulary.add(i, g.list, list)
	}
	return g.set.arena.put(g.list)
}

func (g *gatherer) add(row *imageRow) {
	f := file{
		width: row.Width, height: row.Height, score: orNaN(row.Score),
		readable: row.Status == dataset.StatusOK || row.Status == dataset.StatusDamaged,
		format:   g.shared.add(row.Format), rating: g.shared.add(row.Rating), site: g.shared.add(row.Site),
	}
	// The id of a file that could not be read is empty: it stays zero.
	if n, err := hex.Decode(f.id[:], []byte(row.ID)); err != nil || n != len(f.id) {
		f.id = [32]byte{}
	}
	if row.Created != nil {
		f.year = int16(row.Created.UTC().Year())
	}
	g.addSourced(row)
	g.files = append(g.files, f)
}

// addSourced notes the text that came with the file which is added next.
func (g *gatherer) addSourced(row *imageRow) {
	text := row.Text
	if text == "" {
		text = row.AltText
	}
	if text == "" && g.sourced == nil {
		return
	}
	if g.sourced == nil {
		g.sourced = make([]told, len(g.files), cap(g.files))
	}
	t := tell(text, dataset.KindSource)
	t.opening = g.shared.same(t.opening)
	g.sourced = append(g.sourced, t)
}

// byID is the order of files by id and then by path.
func (g *gatherer) byID() []int32 {
	order := make([]int32, len(g.files))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int {
		if c := bytes.Compare(g.files[a].id[:], g.files[b].id[:]); c != 0 {
			return c
		}
		return int(a - b)
	})
	return order
}

// joins walk the tables that are sorted by id.
type joins struct {
	tags     *table.Cursor[effectiveRow]
	groups   *table.Cursor[groupRow]
	verdicts *table.Cursor[verdictRow]
	captions *table.Cursor[captionRow]
	measures *table.Cursor[dataset.Measured]
	exported *table.Cursor[exportedRow]
}

func (g *gatherer) openJoins() *joins {
	path := g.ws.Table
	return &joins{
		tags: table.NewCursor(when(g.has[dataset.TableTags], table.Read[effectiveRow](path(dataset.TableTags))),
			func(r *effectiveRow) string { return r.ID }),
		groups: table.NewCursor(when(g.has[dataset.TableGroups], table.Read[groupRow](path(dataset.TableGroups))),
			func(r *groupRow) string { return r.ID }),
		verdicts: table.NewCursor(when(g.has[dataset.TableVerdicts], table.Read[verdictRow](path(dataset.TableVerdicts))),
			func(r *verdictRow) string { return r.ID }),
		captions: table.NewCursor(when(g.has[dataset.TableCaptions], currentOnly(table.Read[captionRow](path(dataset.TableCaptions)))),
			func(r *captionRow) string { return r.ID }),
		measures: table.NewCursor(when(g.has[dataset.TableMeasures], table.ReadMeasures(path(dataset.TableMeasures), g.measures, false)),
			func(r *dataset.Measured) string { return r.ID }),
		exported: table.NewCursor(when(g.has[dataset.TableExported], table.Read[exportedRow](path(dataset.TableExported))),
			func(r *exportedRow) string { return r.ID }),
	}
}

func (j *joins) close() {
	j.tags.Close()
	j.groups.Close()
	j.verdicts.Close()
	j.captions.Close()
	j.measures.Close()
	j.exported.Close()
}

// when is the rows of a table that there is, else none.
func when[T any](has bool, rows iter.Seq2[T, error]) iter.Seq2[T, error] {
	if has {
		return rows
	}
	return func(func(T, error) bool) {}
}

// currentOnly leaves the first current caption of each id.
func currentOnly(rows iter.Seq2[captionRow, error]) iter.Seq2[captionRow, error] {
	return func(yield func(captionRow, error) bool) {
		last := ""
		for row, err := range rows {
			if err == nil && (!row.Current || row.ID == last) {
				continue
			}
			last = row.ID
			if !yield(row, err) {
				return
			}
		}
	}
}

// known is what the joined tables say of one id.
type known struct {
	tags    effectiveRow
	group   groupRow
	verdict verdictRow
	caption told
	values  []float64
	repeats int32 // 0 when it was not exported
}

func (j *joins) seek(id string) (k known, err error) {
	var caption captionRow
	var measured dataset.Measured
	var exported exportedRow
	for _, step := range []func() error{
		func() (err error) { k.tags, _, err = j.tags.Seek(id); return err },
		func() (err error) { k.group, _, err = j.groups.Seek(id); return err },
		func() (err error) { k.verdict, _, err = j.verdicts.Seek(id); return err },
		func() (err error) { caption, _, err = j.captions.Seek(id); return err },
		func() (err error) { measured, _, err = j.measures.Seek(id); return err },
		func() (err error) { exported, _, err = j.exported.Seek(id); return err },
	} {
		if err := step(); err != nil {
			return k, err
		}
	}
	k.values, k.repeats = measured.Values, exported.Repeats
	k.caption = tell(caption.Text, caption.Kind)
	return k, nil
}

// join goes over the ids in order and answers every property.
func (g *gatherer) join(ctx context.Context) error {
	order := g.byID()
	a := newAnswers(g.set, len(order), g.measures)
	j := g.openJoins()
	defer j.close()
	s := g.set
	s.row = order
	s.ids = make([][32]byte, len(order))
	s.level = make([]level, len(order))
	if g.has[dataset.TableExported] {
		s.repeats = make([]int32, len(order))
	}
	s.reason = make([]uint16, len(order))
	s.values, s.spoken, s.measures = make([]float32, len(order)), make([]uint16, len(order)), newWords()
	spans := make([]span, len(order))
	var k known
	var err error
	shown := false
	for i, row := range order {
		if err := g.tick(ctx, g.total/2+int64(i)); err != nil {
			return err
		}
		f := &g.files[row]
		again := i > 0 && f.id == s.ids[i-1] && f.id != [32]byte{}
		shown = shown && again // a file before it shows the same bytes
		s.ids[i] = f.id
		if !again {
			if k, err = j.seek(hex.EncodeToString(f.id[:])); err != nil {
				return err
			}
		}
		switch {
		case !g.has[dataset.TableTags]:
			spans[i] = s.spans[row]
		case again:
			spans[i] = spans[i-1]
		default:
			spans[i] = g.addTags(k.tags.General, k.tags.Character, k.tags.Copyright, k.tags.Artist, k.tags.Meta)
		}
		s.level[i], s.reason[i] = g.levelOf(f, &k, shown)
		shown = shown || f.readable
		g.noteValue(i, &k)
		if s.repeats != nil {
			s.repeats[i] = k.repeats
		}
		g.answer(a, i, row, &k, s.arena.list(spans[i]))
	}
	s.spans = spans
	g.files, g.sourced = nil, nil
	return nil
}

func (g *gatherer) answer(a *answers, i int, row int32, k *known, list []uint32) {
	f := &g.files[row]
	a.facts.file = *f
	a.facts.format, a.facts.rating, a.facts.site = g.shared.text[f.format], g.shared.text[f.rating], g.shared.text[f.site]
	a.facts.caption = k.caption
	if k.caption.words == 0 && g.sourced != nil {
		a.facts.caption = g.sourced[row]
	}
	a.facts.measures = k.values
	a.setTags(list)
	a.facts.tags.Rating = k.tags.Rating
	a.answer(i)
}

// noteValue keeps the number by which a rule dropped an image.
func (g *gatherer) noteValue(i int, k *known) {
	s := g.set
	s.values[i] = float32(math.NaN())
	if s.level[i] != levelFiltered || len(k.verdict.Reasons) == 0 {
		return
	}
	reason := k.verdict.Reasons[0]
	if reason.Value != nil && reason.Measure != "" {
		s.values[i] = float32(*reason.Value)
		s.spoken[i] = uint16(s.measures.add(reason.Measure))
	}
}

// levelOf is how far a file came, and why no further. The verdict decides where
// there is one, as it does for the other commands.
func (g *gatherer) levelOf(f *file, k *known, shown bool) (level, uint16) {
	because := func(why string) uint16 { return uint16(g.set.reasons.add(why)) }
	loser := k.group.ID != "" && k.group.Group != k.group.ID
	switch {
	case !f.readable:
		return levelFailed, because("unreadable")
	case shown:
		return levelDuplicate, because(dataset.ClassExact)
	case k.verdict.Verdict == "" && loser:
		return levelDuplicate, because(k.group.Class)
	case k.verdict.Verdict != dataset.Drop && k.repeats > 0:
		return levelExported, 0
	case k.verdict.Verdict != dataset.Drop:
		return levelKept, 0
	}
	why := k.verdict.Stage
	if len(k.verdict.Reasons) > 0 {
		why = k.verdict.Reasons[0].Rule
	}
	switch k.verdict.Stage {
	case "dedup":
		if loser {
			why = k.group.Class
		}
		return levelDuplicate, because(why)
	case "scan":
		return levelFailed, because(why)
	}
	return levelFiltered, because(why)
}

// answers holds the answers of every property while they are made.
type answers struct {
	set        *set
	properties []*Property
	facts      facts
	lists      [len(categories)][]string // of the facts' tags, reused
}

func newAnswers(s *set, rows int, measures []string) *answers {
	s.properties = Properties()
	a := &answers{set: s, properties: s.properties}
	a.facts.numbers = map[string]int{}
	for i, m := range measures {
		a.facts.numbers[m] = i
	}
	s.codes = make([][]uint16, len(a.properties))
	s.texts = make([]*words, len(a.properties))
	s.numbers = make([][]float32, len(a.properties))
	for i, p := range a.properties {
		if p.Names {
			continue
		}
		s.codes[i] = make([]uint16, rows)
		s.texts[i] = newWords()
		for _, v := range p.Values {
			s.texts[i].add(v)
		}
		if p.Number != nil {
			s.numbers[i] = make([]float32, rows)
		}
	}
	return a
}

// setTags sorts the tags of one image into their categories.
func (a *answers) setTags(list []uint32) {
	for c := range categories {
		a.lists[c] = a.lists[c][:0]
	}
	for _, n := range list {
		word := a.set.vocabulary.all[n]
		at := word.category
		a.lists[at] = append(a.lists[at], word.text)
	}
	a.facts.tags = tags.Categories{General: a.lists[0], Character: a.lists[1], Copyright: a.lists[2], Artist: a.lists[3], Meta: a.lists[4]}
	a.facts.said = tags.Description{}
	if len(list) > 0 {
		a.facts.said = tags.Describe(a.facts.tags, "")
	}
}

// distinctMost is how many different answers a property may have; what comes
// after them in the order of ids counts as other.
const distinctMost = math.MaxUint16 - 2

func (a *answers) answer(i int) {
	for at, p := range a.properties {
		switch {
		case p.Names:
		case p.Number != nil:
			x := p.Number(&a.facts)
			a.set.numbers[at][i] = float32(x)
			a.set.codes[at][i] = a.set.code(at, p.bin(x))
		default:
			a.set.codes[at][i] = a.set.code(at, p.Of(&a.facts))
		}
	}
}

// otherValues stands for the values that are too many to be told apart.
const otherValues = "other values"

func (s *set) code(property int, value string) uint16 {
	if value == "" || value == Unknown {
		return 0
	}
	w := s.texts[property]
	n, ok := w.number[value]
	if !ok && len(w.text) >= distinctMost {
		value = otherValues
	}
	if !ok {
		n = w.add(value)
	}
	return uint16(n + 1)
}
