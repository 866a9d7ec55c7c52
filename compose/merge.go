package compose

import "strings"

// merge makes one phrase of those for one thing: "a pleated skirt" and "a blue
// skirt" are "a blue pleated skirt". Order is that of the first of each.
func merge(phrases []string) []string {
	return mergeBy(phrases, func(string, string) bool { return true })
}

// mergeThings merges only what can be one: an electric guitar and a bass guitar
// are two, a book and a red book are not.
func mergeThings(phrases []string) []string {
	return mergeBy(phrases, func(a, b string) bool { return qualifies(a) || qualifies(b) })
}

// qualifies says that a modifier tells no kind of thing: nothing, a colour, a size.
func qualifies(modifier string) bool {
	return modifier == "" || isColour(modifier) || sizes[modifier]
}

// sizes stand before colours.
var sizes = wordSet("long short mini large huge small")

func mergeBy(phrases []string, fit func(a, b string) bool) []string {
	at := map[string]int{}
	var heads []string
	var before [][]string
	var out []string
	for _, p := range phrases {
		head, modifier, ok := taken(p)
		if k, seen := at[head]; ok && seen && fit(strings.Join(before[k], " "), modifier) {
			if modifier != "" {
				before[k] = append(before[k], modifier)
			}
			out[k] = phraseOf(before[k], heads[k])
			continue
		}
		if ok {
			at[head] = len(out)
		}
		heads = append(heads, head)
		before = append(before, nil)
		if modifier != "" {
			before[len(before)-1] = []string{modifier}
		}
		out = append(out, p)
	}
	return out
}

// taken cuts a phrase into its last word and what is before it, without the
// article. A phrase with a preposition is left as it is.
func taken(phrase string) (head, modifier string, ok bool) {
	for _, p := range []string{" on ", " with ", " of ", " around ", " in ", " over ", " and "} {
		if strings.Contains(phrase, p) {
			return phrase, "", false
		}
	}
	words, _ := cutArticle(phrase)
	i := strings.LastIndexByte(words, ' ')
	return words[i+1:], strings.TrimSpace(words[:max(i, 0)]), true
}

// phraseOf puts modifiers before a noun: lengths, then colours, then the rest.
func phraseOf(modifiers []string, head string) string {
	var ranks [3][]string
	seen := map[string]bool{}
	for _, m := range modifiers {
		if seen[m] {
			continue
		}
		seen[m] = true
		switch {
		case sizes[m]:
			ranks[0] = append(ranks[0], m)
		case isColour(m):
			ranks[1] = append(ranks[1], m)
		default:
			ranks[2] = append(ranks[2], m)
		}
	}
	if head == "eyes" { // glowing blue eyes
		ranks[0], ranks[2] = append(ranks[0], ranks[2]...), nil
	}
	words := strings.Join(append(append(ranks[0], list(ranks[1])), append(ranks[2], head)...), " ")
	words = strings.Join(strings.Fields(words), " ")
	if plural(head) || mass[head] {
		return words
	}
	return article(words) + " " + words
}
