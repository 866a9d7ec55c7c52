package tags

import "strings"

// A caption names people who are not there: on posters and as dolls, as the
// owners of things, as what describes a thing, and in what is thought or told.

// notAPerson says that the word at i, which names people, names nobody who is there.
func notAPerson(text []token, i int) bool {
	t := &text[i]
	if t.possessive {
		return struck(text, i) || likeness(text, i) || ownsThing(text, i)
	}
	if onScreen(text, i) || t.word == "twin" && twofold(text, i) || gone(text, i) {
		return true
	}
	if isVerb(text, i) || signs(text, i) {
		return true
	}
	if !t.comma && !t.end && i+1 < len(text) && modifiesNext(text, i) {
		return true
	}
	if t.word == "characters" || t.word == "character" || t.word == "figures" {
		for j := i - 1; j >= 0 && j >= i-2; j-- {
			switch text[j].word {
			case "japanese", "chinese", "korean", "kanji", "written", "text", "foreign", "asian", "calligraphic", "action":
				return true
			}
		}
	}
	if (t.word == "figure" || t.word == "figures") && (followsAny(text, i, "her", "his", "their") || i > 1 && followsAny(text, i-1, "her", "his", "their")) {
		return true // of somebody who was told of before
	}
	if ofSomething[t.word] && !t.end && i+1 < len(text) && text[i+1].word == "of" {
		return true
	}
	if ofASuit(text, i) || ownerAfter(text, i) {
		return true
	}
	if t.word == "band" && followsAny(text, i, "rock", "jazz", "punk", "metal", "brass", "marching", "military", "school", "pop", "idol", "indie", "folk", "garage", "cover", "street", "wedding", "blues", "live", "all-girl", "all-male", "famous", "whole", "entire") {
		return false
	}
	if t.word == "god" || t.word == "lord" || t.word == "general" || t.word == "public" || t.word == "folk" || t.word == "punk" || t.word == "band" {
		if i == 0 {
			return true
		}
		_, person := PersonWord(text[i-1].word)
		if determiners[text[i-1].word] == bare && !person && !(t.word == "general" && i > 1 && determiners[text[i-2].word] != bare) {
			return true
		}
	}
	if t.word == "fan" || t.word == "fans" {
		return !followsAny(text, i, "her", "his", "their", "of", "cheering", "screaming", "excited", "adoring", "many")
	}
	return likeness(text, i) || struck(text, i) || madeOf(text, i) || spokenOf(text, i)
}

// onScreen says that the one at i is only seen on a screen or poster: "a man on
// a television screen", "a poster with a girl on it".
func onScreen(text []token, i int) bool {
	if text[i].comma || text[i].end || i+2 >= len(text) || text[i+1].word != "on" && text[i+2].word != "on" {
		return false
	}
	k := i + 2
	if text[i+1].word != "on" {
		k++
	}
	if k >= len(text) {
		return false
	}
	if text[k].word == "it" || text[k].word == "them" {
		return before(text, i, "poster", "posters", "t-shirt", "shirt", "mug", "stamp", "card", "cards", "sign", "billboard", "sticker", "banner", "flag", "coin", "plate", "screen", "bag", "box")
	}
	for ; k < len(text) && k <= i+5 && !text[k-1].end; k++ {
		switch text[k].word {
		case "screen", "tv", "television", "monitor", "billboard", "poster", "banknote", "stamp", "coin":
			return true
		}
	}
	return false
}

// twofold says that "twin" at i only tells that there are two of a thing: "twin tails".
func twofold(text []token, i int) bool {
	if i+1 >= len(text) || text[i].comma || text[i].end || !strings.HasSuffix(text[i+1].word, "s") {
		return false
	}
	_, known := nounPlace(text[i+1].word)
	return known
}

// gone says that whom the word at i names has left: "its people long gone".
func gone(text []token, i int) bool {
	for k := i + 1; k < len(text) && k <= i+3 && !text[k-1].end && !text[k-1].comma; k++ {
		if text[k].word == "gone" || text[k].word == "nowhere" || text[k].word == "absent" || text[k].word == "vanished" {
			return true
		}
	}
	return false
}

// struck says that the one at i is only a likeness on a coin and the like: "a
// stamp with the face of a king", "a coin with a queen's head".
func struck(text []token, i int) bool {
	if !text[i].possessive && !followsAny(text, i, "a", "an", "the") {
		return false
	}
	for j := i - 1; j > 0 && j >= i-6 && !text[j].end && !text[j].comma; j-- {
		if _, person := PersonWord(text[j].word); person && !madeOf(text, j) {
			return false
		}
		if depictions[text[j].word] || madeOf(text, j) {
			return text[j+1].word == "with" && before(text, i, "face", "features", "likeness", "head")
		}
		switch text[j].word {
		case "coin", "coins", "stamp", "stamps", "banknote", "banknotes", "medal", "medallion", "locket", "cameo", "mug", "t-shirt", "pin", "badge":
			return text[j+1].word == "with" || text[j+1].word == "bearing" || text[j+1].word == "showing"
		}
	}
	return false
}

// ofASuit says that the king at i is on a playing card.
func ofASuit(text []token, i int) bool {
	return i+2 < len(text) && suits[text[i+2].word] && text[i+1].word == "of" && !text[i].end
}

// ownerAfter says that the one at i only tells whose a thing or place is: "the
// house of a painter".
func ownerAfter(text []token, i int) bool {
	j := i - 1
	for j >= 1 && j >= i-3 && text[j].word != "of" {
		if text[j].end || text[j].comma || breakers[text[j].word] {
			return false
		}
		j--
	}
	if j < 1 || text[j].word != "of" || j+1 >= i || determiners[text[j+1].word] != indefinite && determiners[text[j+1].word] != definite {
		return false
	}
	w := text[j-1].word
	at, known := nounPlace(w)
	if !known || amounts[w] || depictions[w] || ofSomething[w] {
		return false
	}
	switch at.section() {
	case "setting", "furniture", "vehicle", "bag", "weapon":
		return true
	}
	return false
}

// suits of playing cards.
var suits = map[string]bool{"hearts": true, "spades": true, "clubs": true, "diamonds": true}

// ofSomething are words that count or shape what follows "of": not people, or
// people who are named there.
var ofSomething = map[string]bool{"model": true, "models": true, "band": true, "pair": true, "couple": true, "trio": true, "duo": true, "team": true, "crowd": true, "crew": true, "gang": true, "mob": true,
	"squad": true, "audience": true, "figure": true, "quartet": true, "quintet": true, "public": true, "twin": true, "family": true, "host": true}

// followsAny says that one of words stands right before i.
func followsAny(text []token, i int, words ...string) bool {
	if i == 0 || text[i-1].end {
		return false
	}
	for _, w := range words {
		if text[i-1].word == w {
			return true
		}
	}
	return false
}

// bodily are nouns that, owned by somebody, show them: "a man's shadow".
var bodily = map[string]bool{"silhouette": true, "silhouettes": true, "shadow": true, "profile": true, "figure": true, "back": true, "body": true, "bodies": true, "portrait": true, "portraits": true, "expression": true,
	"expressions": true, "gaze": true, "look": true, "head": true, "heads": true, "reflection": true, "side": true, "front": true, "presence": true, "likeness": true, "self": true}

// madeThings are what people make, though their names are also what people do.
var madeThings = map[string]bool{"drawing": true, "drawings": true, "painting": true, "paintings": true, "clothing": true, "clothes": true, "game": true, "toy": true, "toys": true, "day": true, "night": true,
	"magazine": true, "club": true, "team": true, "league": true, "world": true, "work": true, "sketch": true}

// ownsThing says that the owner at i is told only to say what a thing is: "a
// boy's backpack", "men's shoes", "her brother's jacket". A definite owner is
// there, and so is whoever's body is seen.
func ownsThing(text []token, i int) bool {
	if text[i].comma || text[i].end {
		return false
	}
	definite := definiteAt(text, i)
	many := strings.HasSuffix(text[i].word, "s") || text[i].word == "men" || text[i].word == "women" || text[i].word == "children"
	for k := i + 1; k < len(text) && k <= i+3; k++ {
		w := text[k].word
		if (w == "portrait" || w == "portraits") && !isThePicture(text, k) {
			return true
		}
		if _, person := PersonWord(w); person || bodily[w] || breakers[w] {
			return false
		}
		at, known := nounPlace(w)
		switch {
		case madeThings[w]:
			return !definite || many
		case !known:
		case at.group == GroupPlace:
			return !definite || many
		case at.group == GroupAttire:
			return (!definite || many || laidDown(text, k)) && !handled(text, i)
		case at.group == GroupObject || at.group == GroupTime || at.group == GroupStyle:
			return !definite
		case !looseWords[w]:
			return false
		}
		if text[k].comma || text[k].end {
			break
		}
	}
	return false
}

// handled says that somebody does something to the clothes of the one at i: "a boy
// ties his sister's shoes".
func handled(text []token, i int) bool {
	return before(text, i, "ties", "tying", "adjusts", "adjusting", "fixes", "fixing", "pulls", "pulling", "tugs", "tugging", "buttons", "buttoning", "zips", "laces", "straightens", "straightening", "grabs", "grabbing", "unties", "unbuttons", "lifts", "lifting", "brushes")
}

// laidDown says that what is worn lies on something and nobody wears it: "the
// queen's crown on a velvet cushion".
func laidDown(text []token, k int) bool {
	if k+2 >= len(text) || text[k].comma || text[k].end {
		return false
	}
	at := k + 1
	switch text[at].word {
	case "lies", "lying", "rests", "resting", "sits", "hangs", "hanging", "lie", "rest", "hang":
		at++
	}
	switch text[at].word {
	case "on", "in", "from", "over":
		return at+1 < len(text) && determiners[text[at+1].word] != possessive && determiners[text[at+1].word] != bare
	}
	return false
}

// definiteAt says that "the", "this" or "that" introduces the noun at i.
func definiteAt(text []token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-3 && !text[j].end && !text[j].comma; j-- {
		switch determiners[text[j].word] {
		case definite:
			return true
		case indefinite, possessive, number, another, openNumber:
			return false
		}
		if breakers[text[j].word] {
			return false
		}
	}
	return false
}

// modifiesNext says that the noun for people at i only describes the word
// after it: "sailor uniform", "baby son", "twin braids".
func modifiesNext(text []token, i int) bool {
	next := text[i+1].word
	if isVerb(text, i+1) || ambiguousVerbs[strings.TrimSuffix(next, "s")] && strings.HasSuffix(next, "s") && oneOnly(text, i) {
		return false
	}
	if text[i].word == "baby" && babyish[next] {
		return true
	}
	if _, person := PersonWord(next); person || next == "shot" || next == "design" || next == "sheet" || next == "reference" || next == "concept" {
		return !text[i+1].possessive || next != text[i].word
	}
	if p, _ := PersonWord(text[i].word); p.Plural && (!strings.HasSuffix(next, "s") || strings.HasSuffix(next, "ss")) && !forMany[next] {
		return false // "two men talk", "two girls cross"
	}
	at, known := theLexicon().exact[next]
	if !known && strings.HasSuffix(next, "s") {
		// "a girl watches" is a verb more often than "maid shoes" is not.
		at, known = nounPlace(next)
		known = known && (at.group == GroupAttire || at.group == GroupHair || at.group == GroupObject && at.slot == theLexicon().exact["cookie"].slot) &&
			!ambiguousVerbs[strings.TrimSuffix(strings.TrimSuffix(next, "s"), "e")]
	}
	if !known || secondSubject(text, i) && !strings.HasSuffix(next, "s") || ambiguousVerbs[next] && !nounAfterOne(text, i) {
		return false
	}
	switch at.group {
	case GroupAttire, GroupObject, GroupPlace, GroupHair:
		return true
	}
	return false
}

// forMany are nouns of what is for several people: "ladies room".
var forMany = wordSet("room school clothing wear toilet bathroom restroom dormitory ward uniform clothes")

// verbsToo are nouns for people that are also what somebody does.
var verbsToo = wordSet("fans guards nurses models cooks pilots hosts guides scouts judges coaches mothers fathers doctors captains crews butchers babies champions busts tutors shepherds crowds partners masters apprentices referees ushers rivals")

// isVerb says that the word at i, like a noun for people, says what somebody
// does: "a scarecrow guards the field", "she nurses a drink".
func isVerb(text []token, i int) bool {
	if !verbsToo[text[i].word] || i == 0 || i+1 >= len(text) || text[i].end || text[i].comma {
		return false
	}
	before := text[i-1]
	if before.word != "who" && (breakers[before.word] || prepositionWords[before.word]) {
		return false
	}
	if PronounGender(before.word) != "" || before.word == "who" || before.word == "it" || oneOnly(text, i-1) {
		return before.word != "his" && before.word != "her"
	}
	if _, number := NumberWord(before.word); number || determiners[before.word] != bare || before.end || before.comma || before.word == "and" || before.word == "of" {
		return false
	}
	next := text[i+1].word
	if at, known := nounPlace(next); known && at.group == GroupObject {
		at, known = nounPlace(before.word)
		return known && (at.group == GroupAttire || at.group == GroupObject) // "a bear in a hat cooks soup"
	}
	d := determiners[next]
	return d == indefinite || d == definite || d == possessive || d == another || next == "them" || next == "him" || next == "it" || next == "over"
}

// babyish are nouns before which "baby" is no baby.
var babyish = wordSet("face bump blue pink hair fat steps shower carriage bottle")

// oneOnly says that the noun at i is one: that "a", "an", "one" or "each" introduces it.
func oneOnly(text []token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-4 && !text[j].end && !text[j].comma; j-- {
		w := text[j].word
		if determiners[w] == indefinite || w == "one" || w == "each" || w == "every" {
			return !text[i].comma && !text[i].end
		}
		if breakers[w] || determiners[w] != bare || w == "and" {
			return false
		}
	}
	return false
}

// signs says that the artist at i is told of as the one who made the picture.
func signs(text []token, i int) bool {
	if !makers[text[i].word] || i+1 >= len(text) || !definiteAt(text, i) {
		return false
	}
	switch text[i+1].word {
	case "has", "signed", "drew", "used", "uses", "painted", "added", "left", "chose", "wanted", "captured", "captures", "rendered":
		return true
	}
	return false
}

// secondSubject says that the noun at i is joined to another for people, so that
// a verb in the plural follows: "the king and his queen wave".
func secondSubject(text []token, i int) bool {
	for j := i - 1; j > 0 && j >= i-3 && !text[j].end && !text[j].comma; j-- {
		if text[j].word == "and" {
			_, two := PersonWord(text[j-1].word)
			return two
		}
	}
	return false
}

// nounAfterOne says that the word after a singular noun is no verb, for it
// lacks the -s: "a maid dress", but "two maids dress" and "a maid dresses".
func nounAfterOne(text []token, i int) bool {
	p, _ := PersonWord(text[i].word)
	next := text[i+1].word
	if i+2 < len(text) && (text[i+2].word == "to" || text[i+2].word == "at") {
		return false // "a maid and a nurse bow to the viewer"
	}
	return !p.Plural && next != "can" && (!strings.HasSuffix(next, "s") || strings.HasSuffix(next, "ss"))
}

// ambiguousVerbs follow a noun as verbs and are nouns too.
var ambiguousVerbs = map[string]bool{"braid": true, "curl": true, "comb": true, "bow": true, "watch": true, "watche": true, "dress": true, "rest": true, "fish": true, "drink": true, "fan": true, "ring": true, "top": true, "light": true, "sign": true, "match": true, "cover": true, "can": true,
	"belt": true, "button": true, "cap": true, "tie": true, "suit": true, "cape": true, "buckle": true, "sport": true, "sash": true, "pin": true, "cuff": true,
	"wave": true, "waves": true, "rocks": true, "stands": true, "swings": true, "camps": true, "drinks": true, "pets": true, "lights": true, "fires": true, "stars": true, "signs": true, "plants": true, "guards": true, "parks": true, "rides": true, "fights": true}

// depictions are things in the likeness of people.
var depictions = map[string]bool{"statue": true, "statues": true, "sculpture": true, "doll": true, "figurine": true, "mannequin": true, "plush": true, "plushie": true, "toy": true, "silhouette_print": true,
	"poster": true, "sticker": true, "keychain": true, "print": true, "bust": true, "action": true, "emblem": true, "logo": true, "painting": true, "photo": true, "photograph": true, "picture": true, "portrait": true, "drawing": true, "billboard": true, "snow": true,
	"image": true, "sketch": true, "illustration": true, "mural": true, "hologram": true, "carving": true, "relief": true, "effigy": true, "dummy": true, "puppet": true, "cutout": true, "replica": true, "tattoo": true, "graffiti": true, "mosaic": true,
	"tapestry": true, "statuette": true, "engraving": true, "television": true, "tv": true, "screen": true, "monitor": true, "photos": true, "pictures": true, "paintings": true, "portraits": true, "posters": true, "drawings": true, "figure": true, "figures": true, "dolls": true}

// pictureWords also name the picture itself, where a caption begins.
var pictureWords = map[string]bool{"painting": true, "photo": true, "photograph": true, "picture": true, "portrait": true, "drawing": true, "poster": true, "print": true, "image": true, "sketch": true, "illustration": true,
	"photos": true, "pictures": true, "paintings": true, "portraits": true, "drawings": true}

// likeness says that the noun at i follows "statue of", "doll of" and the like.
func likeness(text []token, i int) bool {
	for j := i - 1; j >= 1 && j >= i-7 && !text[j].end; j-- {
		if w := text[j].word; w != "of" && w != "depicting" && w != "showing" && w != "shows" && w != "depicts" {
			continue
		}
		k := j - 1
		if text[j].word != "of" {
			k = pictureBefore(text, j)
		}
		w := text[k].word
		switch {
		case w == "bust":
			return before(text, k, "marble", "bronze", "stone", "plaster", "clay", "sculpted", "carved") || somebodyBefore(text, k) && before(text, k, "with", "beside", "near", "behind", "under", "at", "holding", "dusting", "dusts")
		case w == "figure" || w == "figures":
			return followsAny(text, k, "action", "wax", "toy")
		case !depictions[w]:
			return false
		}
		return !pictureWords[w] || !isThePicture(text, k)
	}
	return false
}

// pictureBefore is the index of what shows something by the verb at j: the
// poster of "the poster on the wall shows".
func pictureBefore(text []token, j int) int {
	for k := j - 1; k >= 0 && k >= j-5 && !text[k].end; k-- {
		if depictions[text[k].word] {
			return k
		}
	}
	return j - 1
}

// isThePicture says that the word at k, such as "painting", names the picture
// that the caption is about and nothing within it.
func isThePicture(text []token, k int) bool {
	for j := range k {
		if _, person := PersonWord(text[j].word); person || PronounGender(text[j].word) != "" {
			return false
		}
	}
	for j := k - 1; j >= 0 && !text[j].end; j-- {
		switch text[j].word {
		case "holding", "holds", "hold", "on", "with", "hanging", "beside", "near", "at", "watching", "framed":
			return false
		}
	}
	if k+3 < len(text) && text[k+1].word == "on" && text[k+3].word == "wall" {
		return false
	}
	for j := k + 1; j < len(text) && !text[j-1].end; j++ {
		switch text[j].word {
		case "hangs", "hanging", "hung", "pinned", "taped", "nailed", "glued", "plastered", "stuck":
			return false
		case "stands", "sits", "lies", "rests", "leans":
			if standsOnFurniture(text, j) {
				return false
			}
		case "wall":
			if text[k].word == "poster" || text[k].word == "posters" {
				return false
			}
		case "screen", "phone", "monitor", "tv", "television", "billboard", "fridge", "mug", "stamp", "coin", "banknote":
			if before(text, j, "on") {
				return false
			}
		}
	}
	return true
}

// standsOnFurniture says that after the verb at j comes a piece of furniture: "a
// photo of a soldier stands on the piano".
func standsOnFurniture(text []token, j int) bool {
	for k := j + 1; k < len(text) && k <= j+4 && !text[k-1].end; k++ {
		switch text[k].word {
		case "piano", "desk", "table", "shelf", "mantelpiece", "mantel", "nightstand", "dresser", "cabinet", "sideboard", "windowsill", "bookshelf", "drawer", "album", "wallet", "envelope", "locket", "scrapbook":
			return true
		}
	}
	return false
}

// madeOf says that the noun at i is a thing of some material, or nobody real:
// "toy soldiers", "gingerbread man", "imaginary friend".
func madeOf(text []token, i int) bool {
	if followsAny(text, i, "snow") {
		return text[i].word == "man" || text[i].word == "men"
	}
	if i > 1 && text[i-1].word == "and" && !text[i-2].comma {
		if _, person := PersonWord(text[i-2].word); person && i > 2 && text[i-3].word == "chess" {
			return true
		}
	}
	return followsAny(text, i, "toy", "chess", "plastic", "tin", "lego", "bronze", "marble", "wax", "paper", "cardboard", "gingerbread", "porcelain", "chocolate", "inflatable", "stuffed", "plush", "stone", "imaginary", "fictional")
}

// spokenOf says that the people at i are only thought or told of, written to,
// or the makers of something: "a letter from her husband".
func spokenOf(text []token, i int) bool {
	if i == 0 {
		return false
	}
	j := i - 1
	for j > 0 && j >= i-4 && !text[j].end && !prepositionWords[text[j].word] && !verbsOfAbsence[text[j].word] {
		if _, person := PersonWord(text[j].word); person && !text[j].possessive || text[j].comma {
			return false
		}
		j--
	}
	if j < 0 || text[j].end || j < i-4 {
		return false
	}
	switch text[j].word {
	case "from":
		return before(text, j, "commission", "request", "letter", "letters", "message", "messages", "note", "postcard", "gift", "present", "call", "flowers", "package", "email", "card", "text")
	case "of", "about":
		return before(text, j, "book", "books", "article", "documentary", "show", "poem", "series", "novel", "comic", "play", "video", "dream", "thinking", "thinks", "dreaming", "dreams", "thoughts", "memories", "memory", "story", "stories", "song", "tale", "legend", "news", "movie", "film", "reminded", "afraid", "jealous")
	case "with", "to":
		return before(text, j, "writes", "writing", "wrote", "prays", "praying", "tribute", "dedicated", "gift", "homage", "thanks", "credit", "credits", "phone", "telephone", "texting", "texts", "calling", "letter", "belonging", "belongs", "message")
	case "by":
		return makers[text[i].word] && (j == 0 || !doneTo(text[j-1].word)) && !followsAny(text, j, "stands", "standing", "sits", "sitting", "seated", "kneels", "kneeling", "walks", "walking", "waits", "waiting") || followsAny(text, j, "made", "drawn", "painted", "written", "photographed", "illustrated", "created", "designed", "owned", "owned", "composed", "signed", "left", "artwork", "art", "illustration", "drawing", "painting")
	case "for":
		return before(text, j, "waiting", "waits", "searching", "longing", "commission", "gift", "present", "request", "drawing", "art", "artwork", "fanart", "made", "drawn", "sketch", "painted", "trade", "piece") || j+1 < len(text) && determiners[text[j+1].word] == possessive
	}
	return verbsOfAbsence[text[j].word] && j+1 < len(text) && determiners[text[j+1].word] == possessive
}

// doneTo says that a word tells what somebody does to somebody, and not with a picture: "watched by a painter".
func doneTo(word string) bool {
	return strings.HasSuffix(word, "ed") && !madeBy[word]
}

var madeBy = wordSet("painted illustrated photographed signed designed created composed owned published posted commissioned carved sculpted sketched coloured colored inked captured rendered")

// makers are by whom a picture is, and not in it.
var makers = map[string]bool{"photographer": true, "artist": true, "artists": true, "painter": true, "illustrator": true, "sculptor": true, "photographers": true, "painters": true, "illustrators": true}

// verbsOfAbsence have as object whoever is not there.
var verbsOfAbsence = map[string]bool{"missing": true, "misses": true, "remembering": true, "remembers": true, "imagining": true, "imagines": true, "mourning": true, "mourns": true, "texting": true, "texts": true, "calling": true}

var prepositionWords = map[string]bool{"from": true, "of": true, "about": true, "with": true, "to": true, "by": true, "for": true, "in": true, "on": true, "at": true, "beside": true, "behind": true, "near": true, "and": true, "next": true, "under": true}
