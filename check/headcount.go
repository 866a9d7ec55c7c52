package check

import "github.com/winnow-data/winnow/tags"

// headcount holds what a caption says of how many there are in all, without a
// noun for them, against the tags: "the pair of them", "all three", "neither".
func (j *judge) headcount() {
	c := &j.crew
	if !c.known || c.open || c.openGirls || c.openBoys || j.lifted || c.total() == 0 {
		return
	}
	for _, x := range j.result.Contradicted {
		if x.Type == "count" || x.Type == "gender" {
			return
		}
	}
	for i := range j.text {
		n, to := j.allOfThem(i)
		if n == 0 || n == c.total() || !j.text[i].there() || j.text[i].asked || j.text[i].depicted {
			continue
		}
		if n > c.total() && j.othersToo(n) || n < c.total() && j.moreThan(n) {
			continue
		}
		tag := j.countTag("")
		if c.total() == 1 && c.soloTag != "" {
			j.contradict(c.soloTag, "count", i, to)
		}
		if c.total() > 1 || c.soloTag == "" || len(j.cast.people) == 0 {
			j.contradict(tag, "count", i, to)
		}
		return
	}
}

// allOfThem is how many the words at i say that all of them are, or 0, and where
// the words end.
func (j *judge) allOfThem(i int) (n, to int) {
	word := func(k int) string {
		if k >= len(j.text) || k < 0 || k > i && j.text[k].mark != 0 {
			return ""
		}
		return j.text[k].word
	}
	switch j.text[i].word {
	case "both", "neither":
		if next := word(i + 1); next == "of" {
			if word(i+2) == "them" || word(i+2) == "the" && i+3 < len(j.text) && isPerson(&j.text[i+3]) {
				return 2, i + 3
			}
		} else if i+1 < len(j.text) && j.text[i+1].mark == 0 && isPerson(&j.text[i+1]) && word(i+2) != "and" && word(i+2) != "nor" && !j.text[i+1].possessive {
			return 2, i + 2
		}
	case "all", "the", "none":
		k := i + 1
		if word(k) == "of" {
			k++
		}
		if word(k) == "the" && k > i+1 {
			k++
		}
		n := setSizes[word(k)]
		if number, ok := tags.NumberWord(word(k)); ok && number > 1 {
			n = number
		}
		if n < 2 || n > 9 {
			return 0, 0
		}
		if word(k+1) == "of" && word(k+2) == "them" {
			return n, k + 3
		}
		if j.text[i].word == "the" {
			return 0, 0
		}
		if k+1 >= len(j.text) || j.text[k+1].mark != 0 || j.text[k+1].kind&(verb|copula) != 0 {
			return n, k + 1
		}
	}
	return 0, 0
}

// moreThan says that the caption may speak of more than n people.
func (j *judge) moreThan(n int) bool {
	sum := 0
	for _, p := range j.cast.people {
		if p.n == 0 && len(j.cast.people) > 1 || p.n == j.crew.total() {
			return true
		}
		sum += p.n
	}
	if sum > n || len(j.names()) > n {
		return true
	}
	for i := range j.text {
		switch j.text[i].word {
		case "third", "fourth", "others", "rest", "another", "leader", "last":
			return true
		}
	}
	return false
}

// othersToo says that what the caption counts need not be people alone: animals
// and things are told of.
func (j *judge) othersToo(n int) bool {
	if j.cast.animal {
		return true
	}
	ones := 0
	for _, p := range j.cast.people {
		if p.n == 1 {
			ones++
		}
	}
	return ones > 0 && ones <= j.crew.total() && n <= 3 && j.crew.total() == 1
}
