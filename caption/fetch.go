package caption

import (
	"context"
)

// fetching is a backend that brings captions in its own way, at work.
type fetching struct {
	*session
	counted counted
}

func (s *session) fetch(ctx context.Context) (counted, error) {
	f := &fetching{session: s, counted: counted{failed: map[string]int64{}}}
	err := s.backend.Fetch(ctx, f)
	return f.counted, err
}
