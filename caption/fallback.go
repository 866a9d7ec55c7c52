package caption

import (
	"context"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
)

const kindShort = dataset.KindShort

// composeInstead gives an image that was given up a caption composed from its
// tags, in the composer's own generation. False when there are no tags.
func (a *asker) composeInstead(ctx context.Context, j *job) (bool, error) {
	if a.kind != dataset.KindVLM || j.subject.Tags.Empty() {
		return false, nil
	}
	b, err := backends.Get("compose")
	if err != nil {
		return false, err
	}
	write, err := b.Write(a.options)
	if err != nil {
		return false, err
	}
	text := write(j.subject)
	if text == "" {
		return false, nil
	}
	g, err := offline(b)
	if err != nil {
		return false, err
	}
	id, err := a.book.Generation(g)
	if err != nil {
		return false, err
	}
	held, err := a.book.Between(ctx, j.subject.ID, j.subject.ID)
	if err != nil {
		return false, err
	}
	sha := tagsSHA(j.subject.Tags)
	if last := lastOf(held[j.subject.ID].Captions, id); last != nil && last.Text == text && last.TagsSHA == sha {
		return true, nil
	}
	return true, a.book.Add([]ledger.Caption{{Generation: id, Image: j.subject.ID, Kind: b.Kind, Text: text, Language: languageOf(text),
		TagsSHA: sha, Finish: "stop", Created: j.subject.Modified}})
}
