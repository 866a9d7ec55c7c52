package tags

import (
	"cmp"
	"iter"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// CountOptions bound the counting of pairs. The zero value takes 400 MB at most,
// and what the names of the tags need.
type CountOptions struct {
	MinSupport int // tags on fewer posts are left out; 0 = 2
	Dense      int // pairs of so many most frequent tags are counted exactly in a triangle of 4 bytes each; 0 = 8192
	Sparse     int // other pairs that are held at once, 16 bytes each; 0 = 12 million
	Workers    int // 0 = one for each core
}

// Pairs is how often tags stand on the same posts. Tags are numbered from the
// most frequent down, ties by alphabet.
type Pairs struct {
	Posts int64
	names []string
	count []int64
	index map[string]uint32

	dense    int
	triangle []uint32 // of i < j < dense at j*(j-1)/2 + i
	sparse   []*sparseCounts
	// Slack is by how much the count of a pair that is not of two of the most
	// frequent tags may be too low: rare pairs are forgotten when the memory
	// is full. 0 is exact.
	Slack uint32
}

// Count reads the posts twice: first for the tags, then for the pairs of those
// that are frequent enough. A post's tags must be distinct; the slice may be
// reused for the next. The result does not depend on the number of workers
// as long as Slack is 0.
func Count(posts func() iter.Seq2[[]string, error], o CountOptions) (*Pairs, error) {
	o.MinSupport = cmp.Or(o.MinSupport, 2)
	o.Dense = cmp.Or(o.Dense, 8192)
	o.Sparse = cmp.Or(o.Sparse, 12<<20)
	o.Workers = cmp.Or(o.Workers, runtime.GOMAXPROCS(0))
	p := &Pairs{}
	if err := p.countTags(posts(), o.MinSupport); err != nil {
		return nil, err
	}
	p.dense = min(o.Dense, len(p.names))
	p.triangle = make([]uint32, p.dense*(p.dense-1)/2+1)
	return p, p.countPairs(posts(), o)
}

func (p *Pairs) countTags(posts iter.Seq2[[]string, error], least int) error {
	count := map[string]int64{}
	for post, err := range posts {
		if err != nil {
			return err
		}
		p.Posts++
		for _, tag := range post {
			count[tag]++
		}
	}
	for tag, n := range count {
		if n >= int64(least) {
			p.names = append(p.names, tag)
		}
	}
	slices.SortFunc(p.names, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	p.index = make(map[string]uint32, len(p.names))
	p.count = make([]int64, len(p.names))
	for i, name := range p.names {
		p.index[name] = uint32(i)
		p.count[i] = count[name]
	}
	return nil
}

// block is the posts that are handed to all workers at once: numbers of tags,
// in ascending order within a post, and where each post ends.
type block struct {
	tags []uint32
	ends []int
	left atomic.Int32 // workers that have not counted it yet
}

const (
	blockPosts   = 4096
	blocksAtOnce = 8
)

// countPairs lets worker w of n count the pairs whose rarer tag has a number of
// remainder w, so that no two write to the same place.
func (p *Pairs) countPairs(posts iter.Seq2[[]string, error], o CountOptions) error {
	feeds := make([]chan *block, o.Workers)
	// Blocks go round, so that nothing is left to the garbage collector.
	free := make(chan *block, blocksAtOnce)
	for range blocksAtOnce {
		free <- &block{}
	}
	p.sparse = make([]*sparseCounts, o.Workers)
	var running sync.WaitGroup
	for w := range feeds {
		feeds[w] = make(chan *block, 2)
		p.sparse[w] = newSparse(max(1, o.Sparse/o.Workers))
		running.Go(func() {
			for b := range feeds[w] {
				p.countBlock(b, uint32(w), uint32(o.Workers))
				if b.left.Add(-1) == 0 {
					free <- b
				}
			}
		})
	}
	send := func(b *block) {
		b.left.Store(int32(len(feeds)))
		for _, feed := range feeds {
			feed <- b
		}
	}
	b, err := <-free, error(nil)
	for post, failed := range posts {
		if failed != nil {
			err = failed
			break
		}
		p.append(b, post)
		if len(b.ends) == blockPosts {
			send(b)
			b = <-free
			b.tags, b.ends = b.tags[:0], b.ends[:0]
		}
	}
	send(b)
	for _, feed := range feeds {
		close(feed)
	}
	running.Wait()
	for _, sparse := range p.sparse {
		p.Slack = max(p.Slack, sparse.slack)
	}
	return err
}

func (p *Pairs) append(b *block, post []string) {
	from := len(b.tags)
	for _, tag := range post {
		if i, ok := p.index[tag]; ok {
			b.tags = append(b.tags, i)
		}
	}
	slices.Sort(b.tags[from:])
	b.ends = append(b.ends, len(b.tags))
}

func (p *Pairs) countBlock(b *block, worker, workers uint32) {
	from := 0
	sparse := p.sparse[worker]
	for _, end := range b.ends {
		post := b.tags[from:end]
		from = end
		for x, j := range post {
			if j%workers != worker {
				continue
			}
			if int(j) >= p.dense {
				for _, i := range post[:x] {
					sparse.add(uint64(i)<<32 | uint64(j))
				}
				continue
			}
			row := p.triangle[triangleAt(0, j):]
			for _, i := range post[:x] {
				row[i]++
			}
		}
	}
}

func triangleAt(i, j uint32) int { return int(j)*(int(j)-1)/2 + int(i) }

// Tags lists the tags that were counted, the most frequent first.
func (p *Pairs) Tags() []string { return slices.Clone(p.names) }

// Uses is on how many posts a tag stands; 0 for one that was not counted.
func (p *Pairs) Uses(tag string) int64 {
	i, ok := p.index[tag]
	if !ok {
		return 0
	}
	return p.count[i]
}

// Both is on how many posts both tags stand.
func (p *Pairs) Both(a, b string) int64 {
	i, ok := p.index[a]
	j, also := p.index[b]
	if !ok || !also {
		return 0
	}
	return int64(p.both(i, j))
}

func (p *Pairs) both(i, j uint32) uint32 {
	if i > j {
		i, j = j, i
	}
	if i == j {
		return uint32(p.count[i])
	}
	if int(j) < p.dense {
		return p.triangle[triangleAt(i, j)]
	}
	return p.sparse[int(j)%len(p.sparse)].of(uint64(i)<<32 | uint64(j))
}

// Association is what two tags have to do with each other.
type Association struct {
	A          string  `json:"a"`
	B          string  `json:"b"`
	Support    int64   `json:"support"`    // posts with both
	UsesA      int64   `json:"uses_a"`     // posts with A
	UsesB      int64   `json:"uses_b"`     // posts with B
	Confidence float64 `json:"confidence"` // share of the posts with A that have B
	Reverse    float64 `json:"reverse"`    // share of the posts with B that have A
	Lift       float64 `json:"lift"`       // confidence over the share of all posts that have B; 1 is chance
	NPMI       float64 `json:"npmi"`       // pointwise mutual information over its largest value: -1 never, 0 chance, 1 always together
	Cosine     float64 `json:"cosine"`     // support over the geometric mean of the uses (Otsuka-Ochiai)
}

// Associate computes the measures from the counts.
func Associate(a, b string, both, usesA, usesB, posts int64) Association {
	s := Association{A: a, B: b, Support: both, UsesA: usesA, UsesB: usesB}
	if both == 0 || usesA == 0 || usesB == 0 || posts == 0 {
		if usesA > 0 && usesB > 0 {
			s.NPMI = -1
		}
		return s
	}
	n := float64(posts)
	ab, pa, pb := float64(both)/n, float64(usesA)/n, float64(usesB)/n
	s.Confidence = ab / pa
	s.Reverse = ab / pb
	s.Lift = ab / (pa * pb)
	s.Cosine = ab / math.Sqrt(pa*pb)
	if ab < 1 {
		s.NPMI = math.Log(s.Lift) / -math.Log(ab)
	}
	return s
}

// Between is the association of two tags that were counted.
func (p *Pairs) Between(a, b string) Association {
	return Associate(a, b, p.Both(a, b), p.Uses(a), p.Uses(b), p.Posts)
}

// All gives every pair of at least so many posts, with A the more frequent.
func (p *Pairs) All(support int64) iter.Seq[Association] {
	return func(yield func(Association) bool) {
		give := func(i, j uint32, n uint32) bool {
			return int64(n) < support || n == 0 || yield(Associate(p.names[i], p.names[j], int64(n), p.count[i], p.count[j], p.Posts))
		}
		for j := 1; j < p.dense; j++ {
			row := p.triangle[j*(j-1)/2 : j*(j-1)/2+j]
			for i, n := range row {
				if !give(uint32(i), uint32(j), n) {
					return
				}
			}
		}
		for _, sparse := range p.sparse {
			for _, key := range sparse.sorted(support) {
				if !give(uint32(key>>32), uint32(key), sparse.of(key)) {
					return
				}
			}
		}
	}
}
