package caption

import (
	"context"
	"errors"
	"io"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/ledger"
)

// Restore adds an exported ledger to that of the workspace, and makes the
// table of captions anew.
func Restore(ctx context.Context, ws dataset.Workspace, archive io.Reader, o Options) (done ledger.Imported, err error) {
	book, err := ledger.Open(ws.Ledger())
	if err != nil {
		return done, err
	}
	defer func() { err = errors.Join(err, book.Close()) }()
	if done, err = book.Import(archive); err != nil {
		return done, err
	}
	_, err = Tabulate(ctx, ws, book, o)
	return done, err
}
