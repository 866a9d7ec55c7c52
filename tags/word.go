package tags

import "github.com/winnow-data/winnow/internal/memo"

// wordSense is what a word of a caption says by itself, wherever it stands.
type wordSense struct {
	person   Person
	isPerson bool
	animal   bool
	tells    bool  // a reader of people has a rule for it
	framed   bool  // framedAt has one
	phrases  []int // of framing that begin with it
}

// wordSenses are those of the words that captions use. A language has fewer
// than the limit; what more there is are misprints.
var wordSenses = memo.Cache[*wordSense]{Limit: 1 << 16}

func senseOf(word string) *wordSense { return wordSenses.Get(word, newSense) }

func newSense(word string) *wordSense {
	w := &wordSense{animal: animalWords()[word], phrases: phrasesFrom()[word], framed: framers[word]}
	w.person, w.isPerson = PersonWord(word)
	_, _, _, count := countTag(word)
	_, number := NumberWord(word)
	w.tells = w.isPerson || count || number || PronounGender(word) != "" || tellers[word]
	return w
}

// tellers are the words besides nouns for people, pronouns and numbers at which
// peopleOfText, and what it asks, may find somebody.
var tellers = wordSet(`nobody unpopulated uninhabited no_humans they anthropomorphic anthro subject one blonde blond me myself i crowded bustling packed class
	both all some most many several few dozens hundreds`)

// framers are the words at which framedAt may find a framing.
var framers = wordSet("far wide in fills filling fill ends ending stops stopping cuts cropped cropping framed down")
