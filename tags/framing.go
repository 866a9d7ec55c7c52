package tags

import (
	"fmt"
	"strings"
	"sync"
)

// How much of a person the picture shows.
const (
	FramingPortrait  = "portrait"
	FramingUpperBody = "upper_body"
	FramingCowboy    = "cowboy_shot"
	FramingFullBody  = "full_body"
	FramingFar       = "far"
	FramingNone      = "none" // nobody is there
	FramingUnknown   = "unknown"
)

// framingTags are those that speak of it.
var framingTags = map[string]string{
	"portrait": FramingPortrait, "close-up": FramingPortrait, "face_focus": FramingPortrait, "headshot": FramingPortrait, "cropped_shoulders": FramingPortrait, "face_close-up": FramingPortrait,
	"upper_body": FramingUpperBody, "bust": FramingUpperBody, "cropped_torso": FramingUpperBody, "bust_portrait": FramingUpperBody,
	"cowboy_shot": FramingCowboy, "cropped_legs": FramingCowboy, "thigh_up": FramingCowboy,
	"full_body": FramingFullBody, "full-body": FramingFullBody, "full_shot": FramingFullBody,
	"wide_shot": FramingFar, "very_wide_shot": FramingFar, "long_shot": FramingFar,
}

// framingRank tells near from far.
var framingRank = map[string]int{FramingPortrait: 1, FramingUpperBody: 2, FramingCowboy: 3, FramingFullBody: 4, FramingFar: 5}

// statesFraming lists the tags that decide when several are there: the others of
// framingTags may be about a part of the picture.
var statesFraming = map[string]bool{"portrait": true, "upper_body": true, "cowboy_shot": true, "full_body": true, "wide_shot": true, "very_wide_shot": true}

type framing struct {
	framing   string
	by        []string
	conflicts []string
}

func (f framing) against(told framing) []string {
	if f.framing == FramingUnknown || told.framing == FramingUnknown || f.framing == told.framing {
		return nil
	}
	return []string{fmt.Sprintf("framing: the tags say %s (%s), the caption %s (%s)", f.framing, strings.Join(f.by, ", "), told.framing, strings.Join(told.by, ", "))}
}

func (f framing) orElse(told framing) framing {
	if f.framing == FramingUnknown {
		f.framing, f.by = told.framing, told.by
	}
	return f
}

// framingOfTags takes the framing tag; of several the widest, for insets and
// close-ups of a detail go with a wider picture, and tells of the conflict.
func framingOfTags(c Categories) framing {
	f := framing{framing: FramingUnknown}
	var told []string
	for _, tag := range c.General {
		if framingTags[tag] != "" {
			told = append(told, tag)
		}
	}
	for pass := range 2 {
		for _, tag := range told {
			at := framingTags[tag]
			if statesFraming[tag] != (pass == 0) {
				continue
			}
			if f.framing != FramingUnknown && at != f.framing && pass == 0 && !(framingRank[at] >= 4 && framingRank[f.framing] >= 4) {
				// A wide shot shows the full body, so these two agree.
				f.conflicts = append(f.conflicts, fmt.Sprintf("tags: %s against %s", strings.Join(f.by, ", "), tag))
			}
			if pass == 0 || f.framing == FramingUnknown {
				f.by = append(f.by, tag)
			}
			if pass == 0 && framingRank[at] > framingRank[f.framing] || f.framing == FramingUnknown {
				f.framing = at
			}
		}
	}
	return f
}

// framingPhrases are the words of captions, the most telling first. Each is
// looked for as a run of words.
var framingPhrases = []struct{ phrase, framing string }{
	{"full body", FramingFullBody}, {"full-body", FramingFullBody}, {"full length", FramingFullBody}, {"full-length", FramingFullBody},
	{"head to toe", FramingFullBody}, {"whole body", FramingFullBody}, {"entire body", FramingFullBody}, {"head to foot", FramingFullBody}, {"entire figure", FramingFullBody}, {"whole figure", FramingFullBody},
	{"full figure", FramingFullBody}, {"full figures", FramingFullBody}, {"whole figures", FramingFullBody}, {"full bodies", FramingFullBody}, {"whole bodies", FramingFullBody}, {"entire bodies", FramingFullBody}, {"down to the shoes", FramingFullBody}, {"down to the feet", FramingFullBody}, {"down to her shoes", FramingFullBody}, {"down to his shoes", FramingFullBody}, {"down to their shoes", FramingFullBody},
	{"head to feet", FramingFullBody}, {"head-to-feet", FramingFullBody}, {"head-to-toe", FramingFullBody},
	{"cowboy shot", FramingCowboy}, {"thighs up", FramingCowboy}, {"thigh up", FramingCowboy}, {"mid-thigh up", FramingCowboy}, {"knees up", FramingCowboy}, {"knee up", FramingCowboy}, {"mid thigh", FramingCowboy}, {"mid-thigh", FramingCowboy},
	{"three-quarter length", FramingCowboy}, {"three-quarter shot", FramingCowboy}, {"american shot", FramingCowboy}, {"hips up", FramingCowboy}, {"hip up", FramingCowboy}, {"hips-up", FramingCowboy}, {"knees-up", FramingCowboy}, {"knee-up", FramingCowboy}, {"thighs-up", FramingCowboy}, {"thigh-up", FramingCowboy},
	{"cropped at the hips", FramingCowboy}, {"cut off at the hips", FramingCowboy}, {"cut at the hips", FramingCowboy}, {"hips upward", FramingCowboy}, {"hips upwards", FramingCowboy}, {"cropped at the thighs", FramingCowboy}, {"cut off at the thighs", FramingCowboy}, {"cut at the thighs", FramingCowboy}, {"cropped at thighs", FramingCowboy}, {"thighs upward", FramingCowboy}, {"thighs upwards", FramingCowboy}, {"cropped at the thigh", FramingCowboy}, {"cut off at the thigh", FramingCowboy}, {"cut at the thigh", FramingCowboy}, {"cropped at thigh", FramingCowboy}, {"thigh upward", FramingCowboy}, {"thigh upwards", FramingCowboy}, {"cropped at the knees", FramingCowboy}, {"cut off at the knees", FramingCowboy}, {"cut at the knees", FramingCowboy}, {"cropped at knees", FramingCowboy}, {"knees upward", FramingCowboy}, {"knees upwards", FramingCowboy}, {"cropped at the knee", FramingCowboy}, {"cut off at the knee", FramingCowboy}, {"cut at the knee", FramingCowboy}, {"cropped at knee", FramingCowboy}, {"knee upward", FramingCowboy}, {"knee upwards", FramingCowboy}, {"medium full shot", FramingCowboy}, {"medium-full shot", FramingCowboy}, {"three-quarter-length", FramingCowboy}, {"three-quarters length", FramingCowboy},
	{"upper body", FramingUpperBody}, {"upper-body", FramingUpperBody}, {"waist up", FramingUpperBody}, {"waist-up", FramingUpperBody}, {"chest up", FramingUpperBody}, {"chest-up", FramingUpperBody}, {"torso-up", FramingUpperBody}, {"half-length", FramingUpperBody}, {"half length", FramingUpperBody},
	{"half-body", FramingUpperBody}, {"half body", FramingUpperBody}, {"bust shot", FramingUpperBody}, {"medium shot", FramingUpperBody}, {"bust portrait", FramingUpperBody}, {"bust-up", FramingUpperBody}, {"bust up", FramingUpperBody}, {"torso up", FramingUpperBody},
	{"cropped at the waist", FramingUpperBody}, {"cut off at the waist", FramingUpperBody}, {"cut at the waist", FramingUpperBody}, {"waist upward", FramingUpperBody}, {"waist upwards", FramingUpperBody}, {"cropped at the chest", FramingUpperBody}, {"cut off at the chest", FramingUpperBody}, {"cut at the chest", FramingUpperBody}, {"chest upward", FramingUpperBody}, {"chest upwards", FramingUpperBody}, {"cropped at the bust", FramingUpperBody}, {"cut off at the bust", FramingUpperBody}, {"cut at the bust", FramingUpperBody}, {"bust upward", FramingUpperBody}, {"bust upwards", FramingUpperBody}, {"bust-length", FramingUpperBody}, {"bust length", FramingUpperBody}, {"head and torso", FramingUpperBody}, {"torso shot", FramingUpperBody}, {"mid-shot", FramingUpperBody}, {"mid shot", FramingUpperBody}, {"medium-shot", FramingUpperBody},
	{"medium close-up", FramingUpperBody}, {"bust of", FramingUpperBody},
	{"very wide shot", FramingFar}, {"wide shot", FramingFar}, {"wide-shot", FramingFar}, {"long shot", FramingFar}, {"long-shot", FramingFar}, {"wide view", FramingFar}, {"wide-angle view", FramingFar}, {"from a distance", FramingFar},
	{"from afar", FramingFar}, {"from far away", FramingFar}, {"from very far", FramingFar}, {"from so far", FramingFar}, {"from far off", FramingFar}, {"from far above", FramingFar}, {"from a great distance", FramingFar}, {"tiny on the", FramingFar}, {"tiny under the", FramingFar}, {"tiny beneath the", FramingFar}, {"tiny below the", FramingFar}, {"tiny amid the", FramingFar}, {"tiny in the", FramingFar}, {"tiny on a", FramingFar}, {"tiny in a", FramingFar}, {"tiny under a", FramingFar}, {"tiny beneath a", FramingFar}, {"tiny below a", FramingFar}, {"tiny amid a", FramingFar}, {"tiny beside a", FramingFar}, {"small against a", FramingFar}, {"small beneath a", FramingFar}, {"small under a", FramingFar}, {"tiny beside the", FramingFar}, {"small against the", FramingFar}, {"small beneath the", FramingFar}, {"small under the", FramingFar},
	{"tiny figure", FramingFar}, {"small figure", FramingFar}, {"distant figure", FramingFar}, {"distant view", FramingFar}, {"far in the distance", FramingFar}, {"small silhouette", FramingFar}, {"tiny silhouette", FramingFar}, {"distant silhouette", FramingFar}, {"small silhouettes", FramingFar}, {"tiny silhouettes", FramingFar}, {"distant silhouettes", FramingFar},
	{"small figures", FramingFar}, {"tiny figures", FramingFar}, {"distant figures", FramingFar}, {"far shot", FramingFar}, {"tiny against", FramingFar}, {"dwarfed by", FramingFar}, {"extreme wide", FramingFar},
	{"shoulders up", FramingPortrait}, {"shoulders-up", FramingPortrait}, {"shoulder-up", FramingPortrait}, {"neck-up", FramingPortrait}, {"shoulder up", FramingPortrait}, {"neck up", FramingPortrait}, {"head and shoulders", FramingPortrait}, {"head-and-shoulders", FramingPortrait}, {"headshot", FramingPortrait}, {"head shot", FramingPortrait},
	{"cropped at the shoulders", FramingPortrait}, {"cut off at the shoulders", FramingPortrait}, {"cut at the shoulders", FramingPortrait}, {"shoulders upward", FramingPortrait}, {"shoulders upwards", FramingPortrait}, {"cropped at the neck", FramingPortrait}, {"cut off at the neck", FramingPortrait}, {"cut at the neck", FramingPortrait}, {"neck upward", FramingPortrait}, {"neck upwards", FramingPortrait}, {"cropped at the chin", FramingPortrait}, {"cut off at the chin", FramingPortrait}, {"cut at the chin", FramingPortrait}, {"chin upward", FramingPortrait}, {"chin upwards", FramingPortrait}, {"cropped at the collarbone", FramingPortrait}, {"cut off at the collarbone", FramingPortrait}, {"cut at the collarbone", FramingPortrait}, {"collarbone upward", FramingPortrait}, {"collarbone upwards", FramingPortrait},
	{"shown in full", FramingFullBody}, {"visible in full", FramingFullBody}, {"hat to boots", FramingFullBody}, {"hat to shoes", FramingFullBody}, {"head to shoes", FramingFullBody}, {"head to boots", FramingFullBody}, {"hair to shoes", FramingFullBody}, {"full shot", FramingFullBody},
	{"knee shot", FramingCowboy}, {"thigh shot", FramingCowboy}, {"establishing shot", FramingFar}, {"small in the frame", FramingFar}, {"a speck", FramingFar}, {"than a dot", FramingFar}, {"no more than a dot", FramingFar}, {"no more than a speck", FramingFar}, {"no bigger than a dot", FramingFar}, {"no bigger than a speck", FramingFar}, {"just a dot", FramingFar}, {"mere dot", FramingFar}, {"tiny dot", FramingFar}, {"distant dot", FramingFar}, {"a dot on the", FramingFar}, {"a dot in the", FramingFar}, {"a dot against", FramingFar}, {"a pinprick", FramingFar}, {"mere speck", FramingFar}, {"far off on", FramingFar}, {"far off in", FramingFar}, {"very small in", FramingFar}, {"barely visible", FramingFar}, {"bigger than ants", FramingFar}, {"larger than ants", FramingFar}, {"small as ants", FramingFar}, {"tiny as ants", FramingFar}, {"like ants", FramingFar},
	{"face shot", FramingPortrait}, {"passport photo", FramingPortrait}, {"id photo", FramingPortrait}, {"mugshot", FramingPortrait}, {"mug shot", FramingPortrait}, {"only the face", FramingPortrait}, {"only her face", FramingPortrait}, {"only his face", FramingPortrait}, {"just the face", FramingPortrait}, {"just her face", FramingPortrait}, {"just his face", FramingPortrait}, {"face only", FramingPortrait}, {"faces only", FramingPortrait},
	{"close-up", FramingPortrait}, {"closeup", FramingPortrait}, {"close up", FramingPortrait}, {"portrait", FramingPortrait}, {"self-portrait", FramingPortrait}, {"face fills", FramingPortrait},
}

// phraseWords are the words of the phrases.
var phraseWords = sync.OnceValue(func() [][]string {
	var list [][]string
	for _, p := range framingPhrases {
		list = append(list, strings.Split(p.phrase, " "))
	}
	return list
})

// phrasesFrom lists the phrases by their first words, as indices.
var phrasesFrom = sync.OnceValue(func() map[string][]int {
	from := map[string][]int{}
	for i, words := range phraseWords() {
		from[words[0]] = append(from[words[0]], i)
	}
	return from
})

// framingOfText finds the most telling phrase that is not denied.
func framingOfText(text []token) framing {
	best := len(framingPhrases)
	for at := range text {
		if text[at].framed && best == len(framingPhrases) { // no phrase has told it yet
			if f, by := framedAt(text, at); f != "" {
				return framing{framing: f, by: []string{by}}
			}
		}
		for _, i := range text[at].phrases {
			if i >= best {
				break
			}
			words := phraseWords()[i]
			if phraseAt(text, at, words) && !denied(text, at) && !depicted(text, at, len(words)) {
				best = i
			}
		}
	}
	if best == len(framingPhrases) {
		return framing{framing: FramingUnknown}
	}
	return framing{framing: framingPhrases[best].framing, by: []string{framingPhrases[best].phrase}}
}

// framedAt understands what is said of the framing in other words at a place:
// "seen from a rooftop far away", "the picture ends at the thighs", "shown down
// to the knees", "a girl in the distance", "her face fills the frame".
func framedAt(text []token, at int) (framing, by string) {
	if at+1 >= len(text) || text[at].end || text[at].quoted {
		return "", ""
	}
	next := text[at+1].word
	switch w := text[at].word; w {
	case "far":
		if (next == "away" || next == "off" || next == "below" || next == "above") && before(text, at, "seen", "viewed", "shot", "photographed", "shown", "filmed") {
			return FramingFar, "far " + next
		}
	case "wide":
		if at+2 < len(text) && (text[at+2].word == "shot" || text[at+2].word == "view") && !text[at].comma && !text[at+1].comma {
			return FramingFar, w + " " + next + " " + text[at+2].word
		}
	case "in":
		if at > 0 && next == "the" && at+2 < len(text) && text[at+2].word == "distance" {
			if _, person := PersonWord(text[at-1].word); person && !text[at-1].possessive {
				return FramingFar, "in the distance"
			}
		}
	case "fills", "filling", "fill":
		for j := at - 1; j >= 0 && !text[j].end; j-- {
			if last := lastOf(text, at+1); text[j].word == "face" && frames[text[last].word] {
				return FramingPortrait, "face " + w + " the " + text[last].word
			}
		}
	case "ends", "ending", "stops", "stopping", "cuts":
		if before(text, at, "picture", "image", "frame", "framing", "shot", "view", "drawing", "crop", "photo", "composition", "illustration", "panel") {
			return cutAt(text, at)
		}
	case "cropped", "cropping", "framed":
		return cutAt(text, at)
	case "down":
		if next == "to" && before(text, at, "shown", "visible", "seen", "framed", "drawn", "depicted", "pictured") && !before(text, at, "hair", "braid", "braids") {
			return cutAt(text, at)
		}
	}
	return "", ""
}

// frames are words for the edges of a picture.
var frames = wordSet("frame picture image screen canvas")

// lastOf is the last word of "the whole frame" and the like, from its first.
func lastOf(text []token, at int) int {
	for at+1 < len(text) && !text[at].end && (text[at].word == "the" || text[at].word == "whole" || text[at].word == "entire" || text[at].word == "almost" || text[at].word == "nearly") {
		at++
	}
	return at
}

// cutAt is the framing of what is cut at the part of the body named within six
// words, as in "cropped just below the chest".
func cutAt(text []token, at int) (framing, by string) {
	for k := at + 1; k < len(text) && k <= at+7 && !text[k-1].end; k++ {
		f := cuts[strings.TrimSuffix(text[k].word, "s")]
		if f == "" || !before(text, k, "at", "below", "above", "to", "around") {
			continue
		}
		return f, text[at].word + " … " + text[k].word
	}
	return "", ""
}

// cuts are where a picture ends.
var cuts = map[string]string{"knee": FramingCowboy, "thigh": FramingCowboy, "mid-thigh": FramingCowboy, "hip": FramingCowboy, "waist": FramingUpperBody, "chest": FramingUpperBody, "bust": FramingUpperBody, "torso": FramingUpperBody, "navel": FramingUpperBody,
	"stomach": FramingUpperBody, "belly": FramingUpperBody, "shoulder": FramingPortrait, "neck": FramingPortrait, "chin": FramingPortrait, "collarbone": FramingPortrait, "ankle": FramingFullBody, "feet": FramingFullBody, "toe": FramingFullBody}

// phraseAt says whether the words of a phrase stand at that place of a sentence.
func phraseAt(text []token, at int, words []string) bool {
	for k, word := range words {
		if at+k >= len(text) || text[at+k].word != word || k < len(words)-1 && text[at+k].end {
			return false
		}
	}
	return true
}

// depicted says that the phrase does not tell the framing: it is about a picture
// in the picture, such as "a portrait hangs on the wall", or about a group.
func depicted(text []token, at, n int) bool {
	if next := at + n; next < len(text) && !text[next-1].comma && !text[next-1].end && longThings[text[next].word] {
		return true // a full-length mirror
	}
	if w := text[at].word; w != "portrait" && w != "bust" {
		return false
	}
	if somebodyBefore(text, at) && before(text, at, "with", "beside", "paints", "painting", "draws", "drawing", "near", "sketches", "carries", "carrying", "behind", "under", "admires", "admiring", "at") {
		return true
	}
	if text[at].word == "bust" {
		return false
	}
	if at > 0 && groupPortraits[text[at-1].word] && !text[at-1].comma {
		return true // it tells who is there, and not how near
	}
	next := at + n
	if next < len(text) && (text[next].word == "of" || text[next].word == "shot" || text[next].word == "view" || text[next].end) {
		return before(text, at, "holding", "holds", "hangs", "hanging", "framed")
	}
	return before(text, at, "holding", "holds", "framed", "painted") ||
		next < len(text) && (text[next].word == "hangs" || text[next].word == "hanging" || text[next].word == "on" || text[next].word == "orientation" || text[next].word == "format")
}

// longThings are what is called full-length and the like besides people.
var longThings = wordSet("mirror mirrors dress gown coat cape robe skirt camera lens mode apron curtain")

// somebodyBefore says that the sentence has told of somebody before at.
func somebodyBefore(text []token, at int) bool {
	for j := at - 1; j >= 0 && !text[j].end; j-- {
		if _, person := PersonWord(text[j].word); person || PronounGender(text[j].word) != "" {
			return true
		}
	}
	return false
}

// groupPortraits are portraits of several, who may stand at any distance.
var groupPortraits = map[string]bool{"group": true, "family": true, "class": true, "team": true, "wedding": true, "couple": true, "double": true}

// before says whether one of words is among the four before at in its sentence.
func before(text []token, at int, words ...string) bool {
	for i := at - 1; i >= 0 && i >= at-4 && !text[i].end; i-- {
		for _, w := range words {
			if text[i].word == w {
				return true
			}
		}
	}
	return false
}
