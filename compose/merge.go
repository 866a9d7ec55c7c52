package compose

import (
	"cmp"
	"slices"
	"strings"
)

// merge makes one phrase of those for one thing: "a pleated skirt" and "a blue
// skirt" are "a blue pleated skirt". Order is that of the first of each.
func merge(phrases []string) []string {
	return mergeBy(phrases, func(string) string { return "" }, func([]string, string) bool { return true })
}

// mergeThings merges only what can be one: an electric guitar and a bass guitar
// are two, a book and a red book are not.
func mergeThings(phrases []string) []string {
	return mergeBy(phrases, func(string) string { return "" }, func(before []string, more string) bool {
		return qualifies(strings.Join(before, " ")) || qualifies(more)
	})
}

// mergeWorn merges garments that are one: a thing by the tags, and of one kind.
// A hair ribbon and a neck ribbon are two things, a wedding dress and a China
// dress two kinds.
func mergeWorn(phrases []string, thing func(phrase string) string) []string {
	return mergeBy(phrases, thing, func(before []string, more string) bool {
		return !isKind(more) || !slices.ContainsFunc(before, func(m string) bool { return isKind(m) && !shareWord(m, more) })
	})
}

// isKind says that a modifier tells which kind of garment it is, as "military" of
// a uniform does, rather than what it looks like.
func isKind(modifier string) bool {
	for _, w := range strings.Fields(modifier) {
		if !sizes[w] && !looks[w] && !isColour(w) && !strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "less") && !strings.HasSuffix(w, "-through") {
			return modifier != "" && !isColour(modifier)
		}
	}
	return false
}

// looks are words for what a garment looks like, is made of and how far it reaches.
var looks = wordSet(`light dark pale and two-tone multicolored gradient lace leather fur denim latex wool silk velvet satin rubber metal paper straw plaid argyle polka dot gingham tartan camouflage floral print high-waist
	see-through off-shoulder open torn tight loose wide thin micro multiple single mismatched uneven asymmetrical vertical diagonal horizontal backless halterneck turtleneck front-tie side-tie side-slit
	elbow ankle knee thigh wrist over-knee fishnet ribbon plunging-neckline center-opening transparent shiny wet dirty bloody partially knit aran-knit cable-knit ornate fluffy fuzzy frilly heart star sleeveless
	mini long short`)

func rankOfKind(modifier string) int {
	if isKind(modifier) {
		return 1
	}
	return 0
}

func shareWord(a, b string) bool {
	for _, w := range strings.Fields(strings.ToLower(a)) {
		if slices.Contains(strings.Fields(strings.ToLower(b)), w) {
			return true
		}
	}
	return false
}

// qualifies says that a modifier tells no kind of thing: nothing, a colour, a size.
func qualifies(modifier string) bool {
	return modifier == "" || isColour(modifier) || sizes[modifier]
}

// sizes stand before colours.
var sizes = wordSet("long short mini large huge small")

func mergeBy(phrases []string, thing func(phrase string) string, fit func(before []string, more string) bool) []string {
	at := map[string][]int{}
	var heads []string
	var before [][]string
	var out []string
	for _, p := range phrases {
		head, modifier, ok := taken(p)
		key := head + "/" + thing(p)
		k := slices.IndexFunc(at[key], func(k int) bool { return fit(before[k], modifier) })
		if ok && k >= 0 {
			k = at[key][k]
			if modifier != "" {
				before[k] = append(before[k], modifier)
			}
			out[k] = phraseOf(before[k], heads[k])
			continue
		}
		if ok {
			at[key] = append(at[key], len(out))
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
		if m = unsaid(m, seen); m == "" {
			continue
		}
		switch {
		case sizes[m]:
			ranks[0] = append(ranks[0], m)
		case isColour(m):
			ranks[1] = append(ranks[1], m)
		default:
			ranks[2] = append(ranks[2], m)
		}
	}
	// What it looks like stands before what kind it is: a frilled hair bow.
	slices.SortStableFunc(ranks[2], func(a, b string) int { return cmp.Compare(rankOfKind(a), rankOfKind(b)) })
	if head == "eyes" { // glowing blue eyes
		ranks[0], ranks[2] = append(ranks[0], ranks[2]...), nil
	}
	words := strings.Join(append(append(ranks[0], list(ranks[1])), append(ranks[2], head)...), " ")
	words = strings.Join(strings.Fields(words), " ")
	if plural(head) || mass[head] {
		return words
	}
	return withArticle(words)
}

// unsaid is a modifier without the words that another said, which it adds to seen:
// of a sailor school uniform that is a Kitauji High School uniform, "sailor".
func unsaid(modifier string, seen map[string]bool) string {
	if seen[modifier] || isColour(modifier) && strings.Contains(modifier, " ") {
		more := modifier
		if seen[modifier] {
			more = ""
		}
		seen[modifier] = true
		return more
	}
	var words []string
	for _, w := range strings.Fields(modifier) {
		if !seen[strings.ToLower(w)] || w == "and" {
			words = append(words, w)
		}
		seen[strings.ToLower(w)] = true
	}
	return strings.Join(words, " ")
}
