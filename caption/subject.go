package caption

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sort"
	"time"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
	"github.com/winnow-data/winnow/tags"
)

// columns of the view that make a Subject.
var columns = []string{"path", "width", "height", "rating", "tags_general", "tags_character", "tags_copyright", "tags_artist", "tags_meta",
	"text", "alt_text", "verdict", "status"}

// roll gives the subjects of a workspace.
type roll struct {
	ws       dataset.Workspace
	view     *view.View
	judged   bool // there are verdicts
	where    *expression.Expression
	modified []stamp
}

// stamp is when the first file of an id was modified.
type stamp struct {
	id [32]byte
	at int64 // microseconds
}

// newRoll opens the tables. Conditions are over the columns of the view.
func newRoll(ws dataset.Workspace, where string) (*roll, error) {
	v, err := view.Open(ws)
	if err != nil {
		return nil, err
	}
	r := &roll{ws: ws, view: v, judged: table.Has(ws, dataset.TableVerdicts)}
	if where != "" {
		if r.where, err = v.Compile(where); err != nil {
			return nil, fmt.Errorf("caption: condition: %w", err)
		}
	}
	r.modified, err = stamps(ws)
	return r, err
}

func stamps(ws dataset.Workspace) ([]stamp, error) {
	var all []stamp
	for row, err := range table.ReadColumns(ws.Table(dataset.TableImages), []string{"id", "modified"}) {
		if err != nil {
			return nil, err
		}
		id, _ := row[0].(string)
		at, ok := row[1].(time.Time)
		key, err := idKey(id)
		if err != nil || !ok {
			continue // a file that could not be read has no id
		}
		all = append(all, stamp{key, at.UnixMicro()})
	}
	slices.SortStableFunc(all, func(a, b stamp) int { return compareKeys(a.id, b.id) })
	return slices.CompactFunc(all, func(a, b stamp) bool { return a.id == b.id }), nil
}

func compareKeys(a, b [32]byte) int { return slices.Compare(a[:], b[:]) }

func idKey(id string) (key [32]byte, err error) {
	if n, err := hex.Decode(key[:], []byte(id)); err != nil || n != len(key) {
		return key, errors.New("not an id")
	}
	return key, nil
}

func (r *roll) modifiedAt(id string) time.Time {
	key, err := idKey(id)
	if err != nil {
		return time.Time{}
	}
	i := sort.Search(len(r.modified), func(i int) bool { return compareKeys(r.modified[i].id, key) >= 0 })
	if i == len(r.modified) || r.modified[i].id != key {
		return time.Unix(0, 0).UTC()
	}
	return time.UnixMicro(r.modified[i].at).UTC()
}

// survivors gives the images that filter keeps (or, before it has run, all
// that can be shown) and that the condition is true of, in order of ids.
func (r *roll) survivors() iter.Seq2[*Subject, error] {
	return func(yield func(*Subject, error) bool) {
		wanted := columns
		if r.where != nil {
			wanted = append(slices.Clone(columns), r.where.Columns()...)
		}
		for row, err := range r.view.Rows(wanted) {
			if err != nil {
				yield(nil, err)
				return
			}
			if r.judged && row.Text("verdict") != dataset.Keep {
				continue
			}
			if s := row.Text("status"); !r.judged && s != dataset.StatusOK && s != dataset.StatusDamaged {
				continue
			}
			if r.where != nil {
				outcome, err := r.where.Eval(row.Value)
				if err != nil {
					yield(nil, fmt.Errorf("--where: %w", err))
					return
				}
				if outcome != expression.True {
					continue
				}
			}
			if !yield(r.subject(row), nil) {
				return
			}
		}
	}
}

func (r *roll) subject(row *view.Row) *Subject {
	width, _ := row.Value("width").(int)
	height, _ := row.Value("height").(int)
	return &Subject{
		ID: row.ID, Path: row.Text("path"), Width: width, Height: height, Modified: r.modifiedAt(row.ID),
		Tags: tags.Categories{General: row.List("tags_general"), Character: row.List("tags_character"), Copyright: row.List("tags_copyright"),
			Artist: row.List("tags_artist"), Meta: row.List("tags_meta"), Rating: row.Text("rating")},
		Text: row.Text("text"), AltText: row.Text("alt_text"),
	}
}

// shaOf is a hash, of 32 hexadecimal digits, of anything that JSON can hold.
func shaOf(value any) (string, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16]), nil
}

func tagsSHA(c tags.Categories) string {
	return must(shaOf(c))
}

// must is the hash of what is made of texts, which JSON can hold.
func must(sha string, err error) string {
	if err != nil {
		panic("caption: texts that JSON cannot hold: " + err.Error())
	}
	return sha
}
