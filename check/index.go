package check

import "hash/maphash"

// index finds where words stand in a text, or tags in a list. It is filled anew
// for each caption, without a map, and its memory is used again.
type index struct {
	table   []int32 // 1 + the number of an entry, at the hash of its word or after it
	entries []indexed
	added   []addition
	places  []int32    // of the entries, one after another
	seen    [64]uint64 // a bit for each hash: most words that are asked for are not there
}

// indexed is a word and which of the places are its.
type indexed struct {
	word     string
	hash     uint32
	from, to int32
}

// addition is a place of an entry.
type addition struct{ entry, place int32 }

var hashSeed = maphash.MakeSeed()

// hashOf is never 0.
func hashOf(word string) uint32 { return max(1, uint32(maphash.String(hashSeed, word))) }

// begin empties the index and makes room for n words.
func (x *index) begin(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	x.table = emptied(x.table, size)
	clear(x.seen[:])
	clear(x.entries) // hold no caption longer than it is judged
	x.entries, x.added, x.places = x.entries[:0], x.added[:0], x.places[:0]
}

// add notes a place of a word. No more words are added than begin was told of.
func (x *index) add(word string, hash uint32, place int) {
	at := x.slot(word, hash)
	if x.table[at] == 0 {
		x.entries = append(x.entries, indexed{word: word, hash: hash})
		x.table[at] = int32(len(x.entries))
		x.seen[hash>>6&63] |= 1 << (hash & 63)
	}
	entry := x.table[at] - 1
	x.entries[entry].to++
	x.added = append(x.added, addition{entry, int32(place)})
}

// end sorts the places by their words, each word's as they were added.
func (x *index) end() {
	next := int32(0)
	for k := range x.entries {
		e := &x.entries[k]
		n := e.to
		e.from, e.to = next, next
		next += n
	}
	x.places = emptied(x.places, len(x.added))
	for _, a := range x.added {
		e := &x.entries[a.entry]
		x.places[e.to] = a.place
		e.to++
	}
}

// slot is where the table has the word, or has room for it.
func (x *index) slot(word string, hash uint32) uint32 {
	mask := uint32(len(x.table) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		k := x.table[at]
		if k == 0 || x.entries[k-1].hash == hash && x.entries[k-1].word == word {
			return at
		}
	}
}

// at are the places of a word in the order in which they were added.
func (x *index) at(word string) []int32 { return x.of(term{word, hashOf(word)}) }

// lacks says at a glance that no word with that hash is there, or nothing.
func (x *index) lacks(hash uint32) bool { return x.seen[hash>>6&63]>>(hash&63)&1 == 0 }

// of is at for a word whose hash is known.
func (x *index) of(t term) []int32 {
	if x.lacks(t.hash) {
		return nil
	}
	k := x.table[x.slot(t.word, t.hash)]
	if k == 0 {
		return nil
	}
	e := &x.entries[k-1]
	return x.places[e.from:e.to:e.to]
}

// term is a word that many captions are searched for.
type term struct {
	word string
	hash uint32
}

func termOf(word string) term { return term{word, hashOf(word)} }

func termsOf(words []string) []term {
	list := make([]term, len(words))
	for i, w := range words {
		list[i] = termOf(w)
	}
	return list
}
