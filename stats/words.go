package stats

// words gives each distinct text a number, in the order of their first use.
type words struct {
	number map[string]uint32
	text   []string
}

func newWords() *words { return &words{number: map[string]uint32{}} }

func (w *words) add(s string) uint32 {
	n, ok := w.number[s]
	if !ok {
		n = uint32(len(w.text))
		w.number[s] = n
		w.text = append(w.text, s)
	}
	return n
}

// same is s itself, once for all its uses.
func (w *words) same(s string) string { return w.text[w.add(s)] }

// name is a tag with the category that it is in.
type name struct {
	text     string
	category uint8 // in categories
}

// names gives each distinct tag of a category a number.
type names struct {
	number [len(categories)]map[string]uint32
	all    []name
}

func newNames() *names {
	w := &names{}
	for c := range w.number {
		w.number[c] = map[string]uint32{}
	}
	return w
}

func (w *names) add(category int, into []uint32, list []string) []uint32 {
	numbers := w.number[category]
	for _, text := range list {
		n, ok := numbers[text]
		if !ok {
			n = uint32(len(w.all))
			numbers[text] = n
			w.all = append(w.all, name{text, uint8(category)})
		}
		into = append(into, n)
	}
	return into
}
