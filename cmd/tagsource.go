package cmd

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/expression"
	"github.com/winnow-data/winnow/internal/table"
	"github.com/winnow-data/winnow/internal/view"
	"github.com/winnow-data/winnow/retag"
	"github.com/winnow-data/winnow/tags"
)

// post is one image as the commands on tags see it.
type post struct {
	id, path string
	tags     tags.Categories
}

// items are the tags of a post by which sets are counted: those of characters
// and copyrights keep their category, and "any:character" stands for having one.
func (p *post) items() []string {
	list := slices.Clone(p.tags.General)
	for _, named := range []struct {
		category string
		tags     []string
	}{{"character", p.tags.Character}, {"copyright", p.tags.Copyright}} {
		if len(named.tags) > 0 {
			list = append(list, "any:"+named.category)
		}
		for _, tag := range named.tags {
			list = append(list, named.category+":"+tag)
		}
	}
	return list
}

// postsOf says where posts come from: JSON lines, or a workspace of which a
// condition may choose some.
type postsOf struct {
	from  string
	where string
	named bool // posts are told by their paths, which the table of tags has not
}

func (s *postsOf) flags(c *cobra.Command) {
	c.Flags().StringVar(&s.from, "from", "", "file of JSON lines instead of the workspace")
	c.Flags().StringVar(&s.where, "where", "", "only images that a condition is true of (of lines: of tags, people, rating …)")
}

// open gives the posts, as often as they are asked for.
func (s *postsOf) open(a *app) (func() iter.Seq2[*post, error], error) {
	if s.from == "-" {
		return nil, errors.New("the posts are read more than once: --from needs a file, not standard input")
	}
	if s.from != "" && strings.TrimSpace(s.where) != "" {
		c, err := retag.CompileCondition(s.where)
		if err != nil {
			return nil, err
		}
		return func() iter.Seq2[*post, error] { return chosen(a.postsOfLines(s.from), c) }, nil
	}
	if s.from != "" {
		return func() iter.Seq2[*post, error] { return a.postsOfLines(s.from) }, nil
	}
	ws, err := a.existing()
	if err != nil {
		return nil, err
	}
	if s.where == "" && !s.named && table.Has(ws, dataset.TableTags) {
		return func() iter.Seq2[*post, error] { return postsOfTable(ws) }, nil
	}
	return postsOfView(ws, s.where)
}

// chosen are the posts that a condition is true of.
func chosen(posts iter.Seq2[*post, error], c retag.Condition) iter.Seq2[*post, error] {
	return func(yield func(*post, error) bool) {
		for p, err := range posts {
			holds := err == nil
			if holds {
				holds, err = c.Holds(p.id, p.tags)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if holds && !yield(p, nil) {
				return
			}
		}
	}
}

// items gives what is counted of each post.
func items(posts func() iter.Seq2[*post, error]) func() iter.Seq2[[]string, error] {
	return func() iter.Seq2[[]string, error] {
		return func(yield func([]string, error) bool) {
			for p, err := range posts() {
				if err != nil {
					yield(nil, err)
					return
				}
				if !yield(p.items(), nil) {
					return
				}
			}
		}
	}
}

func (a *app) postsOfLines(from string) iter.Seq2[*post, error] {
	return func(yield func(*post, error) bool) {
		in, err := a.open(from)
		if err != nil {
			yield(nil, err)
			return
		}
		defer in.Close()
		r := bufio.NewReaderSize(in, mostLine)
		for number := 1; ; number++ {
			line, last, err := readLine(r, number == 1)
			if err != nil {
				yield(nil, fmt.Errorf("read %s, line %d: %w", from, number, err))
				return
			}
			if line = bytes.TrimSpace(line); len(line) > 0 {
				var read struct {
					ID   any             `json:"id"`
					Tags tags.Categories `json:"tags"`
				}
				if err := json.Unmarshal(line, &read); err != nil {
					yield(nil, fmt.Errorf("read %s, line %d: %w", from, number, err))
					return
				}
				if !yield(&post{id: fmt.Sprint(read.ID), path: fmt.Sprint(read.ID), tags: read.Tags}, nil) {
					return
				}
			}
			if last {
				return
			}
		}
	}
}

// postsOfTable are the readable images with the tags that they have in the end:
// what came with an error page or an empty file is counted nowhere.
func postsOfTable(ws dataset.Workspace) iter.Seq2[*post, error] {
	type row struct {
		ID        string   `parquet:"id"`
		General   []string `parquet:"general,list"`
		Character []string `parquet:"character,list"`
		Copyright []string `parquet:"copyright,list"`
		Artist    []string `parquet:"artist,list"`
		Meta      []string `parquet:"meta,list"`
	}
	type status struct {
		ID     string `parquet:"id"`
		Status string `parquet:"status"`
	}
	return func(yield func(*post, error) bool) {
		unreadable := map[string]bool{}
		for img, err := range table.Read[status](ws.Table(dataset.TableImages)) {
			if err != nil {
				yield(nil, err)
				return
			}
			if !dataset.Readable(img.Status) {
				unreadable[img.ID] = true
			}
		}
		for r, err := range table.Read[row](ws.Table(dataset.TableTags)) {
			if err != nil {
				yield(nil, err)
				return
			}
			if unreadable[r.ID] {
				continue
			}
			p := &post{id: r.ID, path: r.ID, tags: tags.Categories{General: r.General, Character: r.Character, Copyright: r.Copyright, Artist: r.Artist, Meta: r.Meta}}
			if !yield(p, nil) {
				return
			}
		}
	}
}

var tagColumns = []string{"path", "status", "tags_general", "tags_character", "tags_copyright", "tags_artist", "tags_meta"}

func postsOfView(ws dataset.Workspace, where string) (func() iter.Seq2[*post, error], error) {
	v, err := view.Open(ws)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(where) == "" {
		where = "true"
	}
	e, err := v.Compile(where)
	if err != nil {
		return nil, err
	}
	return func() iter.Seq2[*post, error] {
		return func(yield func(*post, error) bool) {
			for row, err := range v.Rows(append(slices.Clone(tagColumns), e.Columns()...)) {
				outcome := expression.False
				if err == nil {
					outcome, err = e.Eval(row.Value)
				}
				if err != nil {
					yield(nil, err)
					return
				}
				if outcome != expression.True || !dataset.Readable(row.Text("status")) {
					continue
				}
				p := &post{id: row.ID, path: row.Text("path"), tags: tags.Categories{General: row.List("tags_general"), Character: row.List("tags_character"),
					Copyright: row.List("tags_copyright"), Artist: row.List("tags_artist"), Meta: row.List("tags_meta")}}
				if !yield(p, nil) {
					return
				}
			}
		}
	}, nil
}
