package export

import "fmt"

// shard is a run of the chosen images of one split that goes into one file.
type shard struct {
	name   string // such as train-00000-of-00004, or train where a format has one file
	split  string
	images []chosen
}

// shards cuts the chosen images of each split into as few runs of equal size
// as the limits allow. Ids are hashes, so that each run is a random part.
func shards(images []chosen, o Options, sharded bool) []shard {
	var all []shard
	for _, split := range []string{splitTrain, splitValidation} {
		var of []chosen
		for _, c := range images {
			if c.split == split {
				of = append(of, c)
			}
		}
		if len(of) == 0 && split != splitTrain {
			continue
		}
		if !sharded {
			all = append(all, shard{name: split, split: split, images: of})
			continue
		}
		runs := cut(of, o)
		for i, run := range runs {
			all = append(all, shard{name: fmt.Sprintf("%s-%05d-of-%05d", split, i, len(runs)), split: split, images: run})
		}
	}
	return all
}

// cut finds a small number of runs, each of about the same bytes, that keeps
// every run within the limits. Where even runs do not hold, because single
// images are large, each run is filled to its limit.
func cut(images []chosen, o Options) [][]chosen {
	total := int64(0)
	for _, c := range images {
		total += c.bytes
	}
	if o.NoImages {
		total = 0
	}
	full := filled(images, o)
	for n := len(full); n <= len(full)+len(full)/4+1; n += 1 + n/64 {
		if runs := evenly(images, n, total); within(runs, o) {
			return runs
		}
	}
	return full
}

// filled puts as many images into each run as its limits allow, one at least.
// No division has fewer runs.
func filled(images []chosen, o Options) (runs [][]chosen) {
	from, bytes := 0, int64(0)
	for at, c := range images {
		if rows := at - from; rows > 0 && (rows == o.ShardRows || !o.NoImages && bytes+c.bytes > o.ShardBytes) {
			runs = append(runs, images[from:at])
			from, bytes = at, 0
		}
		bytes += c.bytes
	}
	return append(runs, images[from:])
}

// evenly ends run k where k+1 parts of the bytes, or of the images when bytes
// do not count, have been reached.
func evenly(images []chosen, n int, total int64) [][]chosen {
	runs := make([][]chosen, n)
	from, sum := 0, int64(0)
	for k := range n {
		to := from
		for to < len(images) {
			done := int64(to) * int64(n)
			goal := int64(k+1) * int64(len(images))
			if total > 0 {
				// An image goes where the middle of its bytes falls.
				done, goal = (sum+images[to].bytes/2)*int64(n), int64(k+1)*total
			}
			if done >= goal && k < n-1 {
				break
			}
			sum += images[to].bytes
			to++
		}
		runs[k] = images[from:to]
		from = to
	}
	return runs
}

func within(runs [][]chosen, o Options) bool {
	for _, run := range runs {
		bytes := int64(0)
		for _, c := range run {
			bytes += c.bytes
		}
		if len(run) > o.ShardRows || bytes > o.ShardBytes && len(run) > 1 && !o.NoImages {
			return false
		}
	}
	return true
}
