package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/winnow-data/winnow/internal/memo"
	"github.com/winnow-data/winnow/tags"
)

// lexeme is everything that a word says by itself, wherever it stands.
type lexeme struct {
	word   string // lower case, straight apostrophes, without a possessive 's
	lemma  string // the singular of nouns, the plain form of verbs in -s
	stem   string // the lemma without endings that make adjectives and forms of verbs of it
	hashes struct{ lemma, stem uint32 }
	listed kind   // of the word in any place; a token may be more
	tongue tongue // of which language it is a small word

	thing    bool // the lemma alone names a thing
	person   tags.Person
	isPerson bool
	pronoun  string // the gender that it tells as a pronoun
	hue      shade
	colour   bool // hue is one

	things   []wording[*thing] // that begin with the lemma, as in thingLexicon
	states   []wording[*value]
	idioms   [][]string
	patterns []pattern // that begin with the word
	parts    []term    // stems of the parts that hyphens join
}

// theLexemes are those of the words that captions use. A language has fewer
// than the limit; what more there is are misprints.
var theLexemes = memo.Cache[*lexeme]{Limit: 1 << 16}

func lexemeOf(word string) *lexeme { return theLexemes.Get(word, newLexeme) }

// noWord stands beyond the ends of a text.
var noWord = &lexeme{}

func newLexeme(word string) *lexeme {
	l := &lexeme{word: word}
	if entry, known := theWords()[word]; known {
		l.listed, l.lemma, l.stem, l.tongue = entry.kind, entry.lemma, entry.stem, entry.tongue
	} else {
		l.lemma = lemmaOf(word)
		l.stem = stemOf(l.lemma)
		l.listed = kindOf(word)
	}
	l.hashes.lemma, l.hashes.stem = hashOf(l.lemma), hashOf(l.stem)
	l.thing = isThing(l.lemma)
	if l.person, l.isPerson = tags.PersonWord(word); !l.isPerson {
		l.person, l.isPerson = personByEnding(word)
	}
	l.pronoun = tags.PronounGender(word)
	l.hue, l.colour = shadeOf(word)
	l.things, l.states = theThings().words[l.lemma], theStates().words[l.lemma]
	l.idioms, l.patterns = idioms()[l.lemma], patterns()[word]
	if strings.IndexByte(word, '-') > 0 {
		for part := range strings.SplitSeq(word, "-") {
			l.parts = append(l.parts, termOf(stemOf(lemmaOf(part))))
		}
	}
	return l
}

// spelling is a word as it is written.
type spelling struct {
	*lexeme
	capital    bool
	shout      bool // all of it in capitals
	possessive bool // it ends in 's
}

var spellings = memo.Cache[spelling]{Limit: 1 << 16}

func spellingOf(written string) spelling { return spellings.Get(written, newSpelling) }

// unaccented folds what English borrows with accents.
var unaccented = strings.NewReplacer("’", "'", "é", "e", "è", "e", "ê", "e", "â", "a", "ï", "i", "ö", "o", "ñ", "n", "ç", "c", "ō", "o", "ū", "u")

func newSpelling(written string) spelling {
	first, _ := utf8.DecodeRuneInString(written)
	s := spelling{capital: unicode.IsUpper(first)}
	word := written
	if !isPlain(written) {
		s.shout = len(written) > 1 && written == strings.ToUpper(written)
		word = unaccented.Replace(strings.ToLower(written))
	}
	if base, ok := strings.CutSuffix(word, "'s"); ok && base != "it" && base != "she" && base != "he" && base != "that" && base != "there" && base != "who" {
		word, s.possessive = base, true
	}
	s.lexeme = lexemeOf(word)
	return s
}

// isPlain says that a word is written in small letters without accents.
func isPlain(written string) bool {
	for i := range len(written) {
		if c := written[i]; 'A' <= c && c <= 'Z' || c == '+' || c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
