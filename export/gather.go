package export

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/tags"
)

// found is what the images table says of a chosen image. Of several files with
// the same bytes it is the first by path.
type found struct {
	Path        string         `parquet:"path"`
	ID          string         `parquet:"id"`
	Format      string         `parquet:"format"`
	Mode        string         `parquet:"mode"`
	Width       int32          `parquet:"width"`
	Height      int32          `parquet:"height"`
	Orientation int32          `parquet:"orientation"`
	Status      dataset.Status `parquet:"status"`
	Site        string         `parquet:"site,optional"`
	PostID      string         `parquet:"post_id,optional"`
	SourceURL   string         `parquet:"source_url,optional"`
	Rating      string         `parquet:"rating,optional"`
	Score       *int64         `parquet:"score,optional"`
	Created     *time.Time     `parquet:"created,optional,timestamp(microsecond)"`
	General     []string       `parquet:"tags_general,list"`
	Character   []string       `parquet:"tags_character,list"`
	Copyright   []string       `parquet:"tags_copyright,list"`
	Artist      []string       `parquet:"tags_artist,list"`
	Meta        []string       `parquet:"tags_meta,list"`
	Text        string         `parquet:"text,optional"`
	AltText     string         `parquet:"alt_text,optional"`
	Prompt      string         `parquet:"prompt,optional"`
	Generator   string         `parquet:"generator,optional"`

	others []string // paths of further files with the same bytes
}

// gathered is all that the tables say of one chosen image.
type gathered struct {
	chosen
	found
	sample Sample // without its picture
}

// findImages reads the rows of the chosen images, in their order.
func findImages(ws dataset.Workspace, images []chosen) ([]found, error) {
	at := make(map[string]int, len(images))
	for i, c := range images {
		at[c.id] = i
	}
	// The effective tags stand in a table of their own, if there is one.
	tagged := table.Has(ws, dataset.TableTags)
	all := make([]found, len(images))
	for row, err := range table.Read[found](ws.Table(dataset.TableImages)) {
		if err != nil {
			return nil, err
		}
		i, ok := at[row.ID]
		if !ok {
			continue
		}
		if all[i].ID != "" {
			all[i].others = append(all[i].others, row.Path)
			continue
		}
		if tagged {
			row.General, row.Character, row.Copyright, row.Artist, row.Meta = nil, nil, nil, nil, nil
		}
		all[i] = row
	}
	return all, nil
}

// gather joins the tables along the chosen images, in their order.
func gather(ws dataset.Workspace, images []chosen, o Options) iter.Seq2[gathered, error] {
	return func(yield func(gathered, error) bool) {
		rows, err := findImages(ws, images)
		if err != nil {
			yield(gathered{}, err)
			return
		}
		j, err := newJoins(ws, o)
		if err != nil {
			yield(gathered{}, err)
			return
		}
		defer j.close()
		for i, c := range images {
			g := gathered{chosen: c, found: rows[i]}
			g.sample, err = j.sample(c, &rows[i], o)
			if !yield(g, err) || err != nil {
				return
			}
			rows[i] = found{} // it is not needed again
		}
	}
}

// joins are the tables by id.
type joins struct {
	tags     *table.Cursor[dataset.Tagged]
	captions *table.Cursor[captioned]
	groups   *table.Cursor[dataset.Group]
	measures *table.Cursor[dataset.Measured]
	losers   map[string]int // ids that were merged into a survivor
}

// captioned is all captions of one id.
type captioned struct {
	id  string
	all []dataset.Caption
}

func newJoins(ws dataset.Workspace, o Options) (*joins, error) {
	j := &joins{losers: map[string]int{}}
	if table.Has(ws, dataset.TableTags) {
		j.tags = table.NewCursor(table.Read[dataset.Tagged](ws.Table(dataset.TableTags)), func(r *dataset.Tagged) string { return r.ID })
	}
	if table.Has(ws, dataset.TableCaptions) {
		j.captions = table.NewCursor(byImage(table.Read[dataset.Caption](ws.Table(dataset.TableCaptions))), func(r *captioned) string { return r.id })
	}
	if table.Has(ws, dataset.TableGroups) {
		for row, err := range table.ReadColumns(ws.Table(dataset.TableGroups), []string{"group", "survivor"}) {
			if err != nil {
				return nil, err
			}
			if row[1] == false {
				j.losers[row[0].(string)]++
			}
		}
		j.groups = table.NewCursor(table.Read[dataset.Group](ws.Table(dataset.TableGroups)), func(r *dataset.Group) string { return r.ID })
	}
	if len(o.Measures) > 0 {
		j.measures = table.NewCursor(table.ReadMeasures(ws.Table(dataset.TableMeasures), o.Measures, false), func(r *dataset.Measured) string { return r.ID })
	}
	return j, nil
}

func (j *joins) close() {
	if j.tags != nil {
		j.tags.Close()
	}
	if j.captions != nil {
		j.captions.Close()
	}
	if j.groups != nil {
		j.groups.Close()
	}
	if j.measures != nil {
		j.measures.Close()
	}
}

// byImage puts the captions of an id together.
func byImage(rows iter.Seq2[dataset.Caption, error]) iter.Seq2[captioned, error] {
	return func(yield func(captioned, error) bool) {
		var c captioned
		for row, err := range rows {
			if err != nil {
				yield(captioned{}, err)
				return
			}
			if row.ID != c.id && c.id != "" {
				if !yield(c, nil) {
					return
				}
				c = captioned{}
			}
			c.id = row.ID
			c.all = append(c.all, row)
		}
		if c.id != "" {
			yield(c, nil)
		}
	}
}

// seek is the row of id, or a zero row when the table is not there or has none.
func seek[T any](c *table.Cursor[T], id string) (row T, err error) {
	if c == nil {
		return row, nil
	}
	row, _, err = c.Seek(id)
	return row, err
}

// sample is what is exported of an image, but for its picture.
func (j *joins) sample(c chosen, img *found, o Options) (Sample, error) {
	s := Sample{
		ID: c.id, Path: img.Path, Format: img.Format, Width: int(img.Width), Height: int(img.Height),
		Score: img.Score, Created: img.Created, Site: img.Site, PostID: img.PostID, SourceURL: img.SourceURL, Rating: img.Rating, Prompt: img.Prompt, Generator: img.Generator,
		Repeats: c.repeats, Split: c.split, GroupSize: 1 + len(img.others), Captions: map[string]dataset.Caption{},
		Tags: tags.Categories{General: img.General, Character: img.Character, Copyright: img.Copyright, Artist: img.Artist, Meta: img.Meta, Rating: img.Rating},
	}
	if j.tags != nil {
		t, err := seek(j.tags, c.id)
		if err != nil {
			return s, err
		}
		s.Tags = tags.Categories{General: t.General, Character: t.Character, Copyright: t.Copyright, Artist: t.Artist, Meta: t.Meta, Rating: t.Rating}
		if t.Rating != "" {
			s.Rating = t.Rating
		}
	}
	s.Ordered = tags.Order(s.Tags)
	if len(img.General) > 0 && slices.Contains(s.Tags.General, img.General[0]) && tags.Wordless(img.General[0]) {
		s.First = img.General[0]
	}
	if err := j.caption(&s, img, o); err != nil {
		return s, err
	}
	group, err := seek(j.groups, c.id)
	if err != nil {
		return s, err
	}
	s.Family, s.Merged = group.Family, group.TagsMerged
	s.GroupSize += j.losers[c.id]
	// As the view's columns, which targets of the balance ask.
	d := tags.Describe(s.Tags, cmp.Or(s.Caption.Text, img.Text, img.AltText))
	s.People, s.Gender, s.Framing = d.People, d.Gender, d.Framing
	s.mix(o)
	if j.measures == nil {
		return s, nil
	}
	m, ok, err := j.measures.Seek(c.id)
	s.Measured = m.Values
	if !ok {
		s.Measured = slices.Repeat([]float64{math.NaN()}, len(o.Measures))
	}
	return s, err
}

func (j *joins) caption(s *Sample, img *found, o Options) error {
	captions, err := seek(j.captions, s.ID)
	if err != nil {
		return err
	}
	for _, c := range captions.all {
		// Of two captions of a kind the current one counts.
		if have, ok := s.Captions[c.Kind]; !ok || c.Current && !have.Current {
			s.Captions[c.Kind] = c
		}
	}
	all := captions.all
	if _, ok := s.Captions[dataset.KindSource]; !ok && img.Text != "" {
		own := dataset.Caption{ID: s.ID, Kind: dataset.KindSource, Text: img.Text, Backend: "source"}
		s.Captions[dataset.KindSource] = own
		all = append(all, own)
	}
	s.Caption = pickCaption(all, o.CaptionKinds)
	return nil
}
