package check

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/winnow-data/winnow/internal/memo"
	"github.com/winnow-data/winnow/tags"
)

// lexeme is everything that a word says by itself, wherever it stands. What is
// asked of every word comes first.
type lexeme struct {
	word   string // lower case, straight apostrophes, without a possessive 's
	lemma  string // the singular of nouns, the plain form of verbs in -s
	hashes struct{ lemma, stem uint32 }
	hyphen int32  // place of the last one in the word, or -1
	listed kind   // of the word in any place; a token may be more
	fold   uint16 // 16 bits of the word
	count  int16  // of people: 4 of four-man; or 0
	tongue tongue // of which language it is a small word

	// Sets of which every word of a caption is asked.
	article, whose     bool // a, the; her, its
	depicts, depictive bool // what follows is a picture of a thing, or a likeness
	medium, shows      bool // ink, thread; displays, bears
	label, tagLabel    bool // Caption, Image; Tags, Keywords
	plainCapital       bool // English, Monday
	underscored        bool
	alsoVerb, moving   bool // spelt like a thing
	likeness           bool // of the thing before it: print, statue
	material           bool // silk, steel
	participle         bool // it ends in -ing or -ed
	idiomatic          bool // it is the word by which idioms are found
	patterned          bool // patterns begin with it
	tellsGone, onto    bool // gone, missing; on, across
	parting, bearing   bool // lost; along
	apart              bool // one, younger
	signs              bool // it tells of somebody without being a noun for people
	allusive           bool // it may speak of a thing that it does not name
	bares              bool // it says that a part of the body has nothing on
	figures            bool // figures of speech begin with it
	scoping            bool // it is a negation, a depiction or an opener

	colour   bool // hue is one
	thing    bool // the lemma alone names a thing
	place    bool // the lemma alone names a place
	within   bool // a run of things or states goes on with the lemma
	isPerson bool

	beginsThing, beginsState bool // a wording begins with the lemma

	hue     shade
	likeHue shade                     // the colour of hair that is like it: of straw
	length  string                    // of hair
	stem    string                    // the lemma without endings that make adjectives and forms of verbs of it
	opens   func(text []token, i int) // what it does to the words around it

	name    string // in one romanisation, as names are compared
	person  tags.Person
	pronoun string // the gender that it tells as a pronoun

	things    runsOf[*thing] // that begin with the lemma
	states    runsOf[*value]
	absent    []*thing // that the word says to be absent
	idioms    []idiom
	allusions []*allusion // that may begin with its stem
	patterns  []pattern   // that begin with the word
	parts     []term      // stems of the parts that hyphens join
}

// theLexemes are those of the words that captions use. A language has fewer
// than the limit; what more there is are misprints.
var theLexemes = memo.Cache[*lexeme]{Limit: 1 << 16}

func lexemeOf(word string) *lexeme { return theLexemes.Get(word, newLexeme) }

func newLexeme(word string) *lexeme {
	l := &lexeme{word: word, name: romanised(word), lemma: lemmaOf(word)}
	l.stem = stemOf(l.lemma)
	if entry, known := theWords()[word]; known {
		l.listed, l.tongue = entry.kind, entry.tongue
	} else {
		l.listed = kindOf(word)
	}
	l.hashes.lemma, l.hashes.stem = hashOf(l.lemma), hashOf(l.stem)
	if l.person, l.isPerson = tags.PersonWord(word); !l.isPerson {
		l.person, l.isPerson = personByEnding(word)
	}
	l.pronoun = tags.PronounGender(word)
	l.hue, l.colour = shadeOf(word)
	l.things, l.states = runsFrom(theThings().words, l.lemma), runsFrom(theStates().words, l.lemma)
	l.thing = len(l.things.alone) > 0
	l.place = slices.ContainsFunc(l.states.alone, func(v *value) bool { return v.place })
	l.beginsThing, l.beginsState = l.things.some(), l.states.some()
	l.within = withinRuns()[l.lemma]
	l.absent, l.idioms, l.patterns = absentThings(word), idioms()[l.lemma], patterns()[word]
	l.allusions = allusions()[l.stem]
	l.hyphen, l.count = int32(strings.LastIndexByte(word, '-')), compoundCount(word)
	l.fold = fold(word)
	l.sets()
	if strings.IndexByte(word, '-') > 0 {
		for part := range strings.SplitSeq(word, "-") {
			l.parts = append(l.parts, termOf(stemOf(lemmaOf(part))))
		}
	}
	return l
}

// sets looks the word up in the sets of words.
func (l *lexeme) sets() {
	l.article, l.whose = articles[l.word], possessives[l.word]
	l.depicts, l.depictive = depictions[l.word] || depictions[l.lemma], depictive[l.word]
	l.medium, l.shows = workedIn[l.word], shows[l.word]
	l.label, l.tagLabel, l.plainCapital = labels[l.word], tagLabels[l.word], plainCapitals[l.word]
	l.underscored = strings.IndexByte(l.word, '_') >= 0
	l.alsoVerb, l.moving = alsoVerbs[l.lemma], moving[l.lemma]
	l.material = materials[l.lemma]
	l.likeHue, l.length = likenessHue[l.word], lengthWord(l.word)
	l.likeness = likenesses[l.lemma] || likenesses[l.word]
	l.participle = strings.HasSuffix(l.word, "ing") || strings.HasSuffix(l.word, "ed")
	l.idiomatic, l.patterned = len(l.idioms) > 0, len(l.patterns) > 0
	l.tellsGone, l.onto, l.opens = tellGone[l.word], ontos[l.word], openers[l.word]
	l.parting, l.bearing, l.apart = partings[l.word], bearing[l.word] || l.shows, apart[l.word]
	l.signs = signs[l.word] || l.pronoun != ""
	l.bares = baring[l.word]
	l.figures = figuring[l.word]
	l.allusive = l.alludes()
	l.scoping = l.opens != nil || l.listed&negation != 0 || l.depicts || l.depictive
}

// runsOf are the wordings that begin with one lemma.
type runsOf[T any] struct {
	long  []wording[T] // of several words, the longest first
	alone []T          // what the lemma alone names
}

// some says that there is a wording.
func (r *runsOf[T]) some() bool { return len(r.long)+len(r.alone) > 0 }

// any says that some wording names what fits.
func (r *runsOf[T]) any(fits func(T) bool) bool {
	of := func(c wording[T]) bool { return slices.ContainsFunc(c.of, fits) }
	return slices.ContainsFunc(r.long, of) || slices.ContainsFunc(r.alone, fits)
}

func runsFrom[T any](w wordings[T], lemma string) runsOf[T] {
	list := w[lemma]
	n := len(list)
	if n > 0 && len(list[n-1].words) == 1 {
		return runsOf[T]{list[:n-1], list[n-1].of}
	}
	return runsOf[T]{long: list}
}

// withinRuns are the lemmas with which wordings of things and states go on.
var withinRuns = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	addWithin(set, theThings().words)
	addWithin(set, theStates().words)
	return set
})

func addWithin[T any](set map[string]bool, w wordings[T]) {
	for _, list := range w {
		for _, c := range list {
			for _, word := range c.words[1:] {
				set[word] = true
			}
		}
	}
}

// spelling is a word as it is written.
type spelling struct {
	*lexeme
	capital    bool
	shout      bool // all of it in capitals
	possessive bool // it ends in 's, or an apostrophe follows its s
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
