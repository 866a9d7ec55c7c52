package tags

import (
	"slices"
	"strings"
)

// What a tag says of a thing: its name, what the thing is a kind of, and which
// parts of it others may speak of.

// partKind says what of a garment a tag speaks of. As a set it says which of
// these parts a garment has.
type partKind uint16

const (
	partSleeve  partKind = 1 << iota
	partBare             // sleeveless, off_shoulder
	partPattern          // floral_print
	partCutout
	partCollar
	partSailor // sailor_collar
	partFastening
	partHood
	partSlit
	partCord     // drawstring
	partMatching // of what is called alike, or of the only garment
	partListed   // of what parts.list says
)

// partOfOutfit are parts that a uniform or costume has where no garment is named.
const partOfOutfit = partSleeve | partBare | partPattern | partCutout | partCollar | partFastening | partSlit

// looseNames are of many kinds of thing: the thing goes by its closer name.
var looseNames = wordSet("animal weapon food flower instrument vehicle eyewear headwear footwear legwear handwear neckwear swimwear underwear jewelry clothes drink fruit bottom ornament armor mask uniform bow ribbon belt strap ball bag")

// wholeSlotNames stand for anything of their section: black_footwear and boots are one.
var wholeSlotNames = wordSet("eyewear headwear footwear legwear swimwear neckwear handwear top")

// sleeveless are garments that have no sleeves.
var sleeveless = wordSet("hakama vest tank_top camisole corset bustier halterneck halter underbust tabard sundress toga pinafore_dress cape capelet cloak shawl poncho coattail mantle bikini bra sports_bra bandeau dudou trunks pelt overalls bib undershirt")

// sleeved are outfits of one piece, which are garments as dresses are.
var sleeved = wordSet("serafuku bodysuit robe nightgown pajamas jumpsuit leotard onesie gown bathrobe babydoll gakuran wetsuit")

// locations are what the word before a bow, ribbon or strap tells where it is.
var locations = wordSet("hair neck waist back wrist thigh leg ankle arm ear horn tail chest tress garter bra belt hip belly knee elbow finger forehead nipple wing halo shoulder spaghetti bun sword")

// located are nouns of things that are told apart by where they are.
var located = wordSet("bow ribbon strap belt collar ornament flower bell ring chain feather band bead cuff warmer guard pad wrap holster pouch cape bag scrunchie tie tassel")

// ofGarment are nouns of parts that belong to the garment before them: hat_bow.
var ofGarment = wordSet("bow ribbon flower feather ornament buckle strap pocket")

// pairs are garments that are worn by two, or whose name is a plural.
var pairs = wordSet(`shorts thighhighs kneehighs over-kneehighs clothes socks gloves shoes boots loafers sneakers sandals heels sleeves earrings gauntlets slippers
	stockings bandages suspenders frills bloomers trunks boxers pajamas petals earmuffs earphones earbuds flats pumps flip-flops vambraces mittens pasties briefs tights leggings
	cutoffs coattails lapels buttons greaves faulds fishnets noodles fries chopsticks scissors fireworks binoculars footprints headphones goggles drumsticks roller_skates grapes chips glasses
	skates spikes embers sparks handcuffs shackles gears pom_poms curtains`)

// wholeNames are names of several words that the last does not stand for.
var wholeNames = map[string][]string{"jane": {"mary_janes"}, "heel": {"high_heels"}, "top": {"tank_top"}, "toy": {"stuffed_toy", "sex_toy"}, "flop": {"flip-flops"}, "bra": {"sports_bra"},
	"cream": {"ice_cream"}, "bear": {"teddy_bear"}, "ring": {"swim_ring"}, "gun": {"water_gun"}, "piece": {"chess_piece"}, "note": {"musical_note"}, "straw": {"drinking_straw"},
	"bat": {"baseball_bat"}, "duck": {"rubber_duck"}, "mouse": {"computer_mouse"}, "cane": {"candy_cane"}, "pom": {"pom_pom"}, "ryouiki": {"zettai_ryouiki"}, "trim": {"fur_trim", "lace_trim", "ribbon_trim", "gold_trim"},
	"frills": {"center_frills"}, "curtain": {"pelvic_curtain", "breast_curtain"}, "bunny": {"playboy_bunny"}, "queen": {"race_queen"}, "opening": {"center_opening"}, "tab": {"zipper_pull_tab"},
	"pot": {"flower_pot"}, "web": {"spider_web"}, "can": {"trash_can"}, "light": {"ceiling_light", "traffic_light"}, "controller": {"game_controller"}, "dot": {"polka_dot"},
	"suit": {"mobile_suit", "track_suit", "mecha_pilot_suit"}, "sleeve": {"detached_sleeve"}, "tag": {"dog_tag", "name_tag", "ear_tag"}, "plant": {"potted_plant"}, "apple": {"candy_apple"},
	"tie": {"hair_tie"}, "clip": {"tie_clip"}, "cover": {"ear_cover", "bun_cover"}, "tube": {"hair_tube", "test_tube"}, "stick": {"hair_stick", "glowstick"}, "armor": {"bikini_armor", "shoulder_armor", "leg_armor"}}

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// stateWords follow the garment that they speak of: "shirt_tucked_in".
var stateWords = wordSet("aside only peek slip removed up down in out off unzipped unbuttoned untied undone switch layered reveal wedgie")

// garmentName is the last word of a tag that is something worn, in the form in
// which the lexicon has it: of "panties_aside" it is "panties".
func garmentName(name string) string {
	words := strings.Split(name, "_")
	for i := len(words) - 1; i >= 0; i-- {
		w := words[i]
		if stateWords[w] || w == "under" || w == "clothes" && i > 0 || len(w) < 3 {
			continue
		}
		for _, form := range append([]string{w}, singulars(w)...) {
			if at, ok := theLexicon().exact[form]; ok && at.group == GroupAttire && at.section() != "state" && at.section() != "pattern" {
				return w
			}
		}
	}
	return ""
}

// thing works out what a tag names, and what that is a kind of; at has its
// group and section.
func (at *place) thing(tag string) {
	if at.group != GroupAttire && at.group != GroupObject {
		return
	}
	name := at.named(tag)
	for _, more := range append(Implies(tag), Implies(strings.TrimPrefix(name, "holding_"))...) {
		at.addKind(more)
	}
	if at.name != tag {
		for _, more := range Implies(at.name) {
			at.addKind(more)
		}
	}
	for _, key := range [...]string{name, at.name, Head(name)} {
		for _, kind := range moreKinds()[key] {
			if number := headNumber(kind); number != at.id && at.part == 0 && !slices.Contains(at.kinds, number) {
				at.kinds = append(at.kinds, number)
			}
		}
	}
	if kind := compoundKind(name[strings.LastIndexByte(name, '_')+1:]); kind != "" && at.part == 0 && !slices.Contains(at.kinds, headNumber(kind)) {
		at.kinds = append(at.kinds, headNumber(kind))
	}
	bearers, ok := partBearers()[tag]
	if !ok && (name == tag || at.group == GroupAttire) {
		bearers, ok = partBearers()[name]
	}
	if !ok && at.part == partHood { // fur-trimmed_hood
		bearers, ok = partBearers()["hood"]
	}
	if ok {
		at.bearers = bearers
		if at.part == 0 {
			at.part, at.name, at.id = partListed, name, headNumber(name)
		}
	}
	if kind := kindOfSection(at); kind != "" && len(at.kinds) == 0 && at.part == 0 && !at.loose {
		at.kinds = []int32{headNumber(kind)}
	}
	if strings.HasPrefix(at.name, "stuffed_") && at.name != "stuffed_toy" {
		for _, kind := range [...]string{"stuffed_animal", "stuffed_toy", "toy"} {
			if number := headNumber(kind); number != at.id && !slices.Contains(at.kinds, number) {
				at.kinds = append(at.kinds, number)
			}
		}
	}
	colour, thing, coloured := Coloured(name)
	if coloured {
		at.colour = headNumber(colour)
	}
	at.tinted = name == "flower" || coloured && thing == "flower"
	at.carried = at.group == GroupObject && carried(name, at.sectionName, at.name)
}

// noWeapons are of the section of weapons, and are none.
var noWeapons = wordSet("sheath scabbard holster quiver arrow shield ofuda wand gohei kiseru torpedo_tubes")

// kindOfSection is what the most of a section are.
func kindOfSection(at *place) string {
	switch {
	case at.sectionName == "food", at.sectionName == "animal" && at.group == GroupObject:
		return at.sectionName
	case at.sectionName == "weapon" && !setUp[at.name] && !noWeapons[at.name]:
		return "weapon"
	case at.sectionName == "instrument" && (!stationary[at.name] || at.name == "organ") && at.name != "drumsticks" && at.name != "microphone" && at.name != "bow":
		return "instrument"
	}
	return ""
}

// named works out what a tag names, and gives the tag without qualifiers.
func (at *place) named(tag string) string {
	name, _ := Unqualified(tag)
	slot := at.section()
	if rest, ok := strings.CutPrefix(name, "holding_"); ok && rest != "" {
		at.held = true
		name = strings.TrimPrefix(strings.TrimPrefix(rest, "unworn_"), "removed_")
		if thing := theLexicon().find(name); thing.group == GroupAttire {
			at.worn = thing.slot + 1
		}
	}
	at.unworn = strings.HasPrefix(name, "unworn_")
	at.name = nounOf(name, slot)
	first, describes := describedBy(name, at.name)
	if at.group == GroupAttire {
		at.attire(name, slot, first)
	}
	at.id = headNumber(at.name)
	at.beside = besides[at.name] || at.generic != 0
	at.loose, at.wholeSlot = looseNames[at.name], wholeSlotNames[at.name]
	if describes {
		at.word = headNumber(first)
	}
	return name
}

// compoundKind is the noun at the end of a word, where it is a thing of the
// same section: of "jackboots" it is "boots".
func compoundKind(word string) string {
	l := theLexicon()
	for kind, end := range l.compoundEnds(word) {
		if at, ok := l.exact[kind]; ok && at.sameSection(end) && l.find(word).sameSection(end) {
			return kind
		}
	}
	return ""
}

// notKinds imply what goes with them rather than what they are.
var notKinds = wordSet("maid playboy_bunny miko hoodie hooded_jacket garter_straps detached_sleeves nun nurse hair_bell")

// addKind notes that the thing is a kind of what another tag names, where both
// are worn or both are things.
func (at *place) addKind(more string) {
	other := theLexicon().find(more)
	if other.group != at.group || notKinds[at.name] || more == "denim" || other.section() == "state" { // denim is what jeans are made of
		return
	}
	other.named(more)
	if other.id != at.id && other.part == 0 && !slices.Contains(at.kinds, other.id) {
		at.kinds = append(at.kinds, other.id)
	}
}

// nounOf is the noun by which a thing is called: white_dress and frilled_dress
// are one dress.
func nounOf(name, slot string) string {
	if slot == "pattern" {
		return "pattern"
	}
	head := Head(name)
	if slot == "state" || stateWords[head] || stateWords[name[strings.LastIndexByte(name, '_')+1:]] {
		if garment := garmentName(name); garment != "" && !strings.HasPrefix(name, "no_") {
			head = Head(garment)
		} else if slot == "state" {
			return "state"
		}
	}
	if strings.Contains(name, "bikini") && slot != "bottom" && !strings.Contains(name, "armor") {
		return "bikini"
	}
	if strings.HasPrefix(name, "bandaged_") {
		return "bandages"
	}
	for _, whole := range wholeNames[head] {
		if strings.Contains(name, whole) {
			return whole
		}
	}
	if strings.HasPrefix(name, "stuffed_") && head != "toy" {
		return "stuffed_" + head
	}
	// Some are said in the plural only: pants, sunglasses.
	if many := head + "s"; pairs[many] || noOtherNumber[many] {
		return many
	}
	return head
}

// describedBy is what stands before the noun of a name: of "lace-trimmed_bra" it
// is "lace-trimmed".
func describedBy(name, noun string) (string, bool) {
	i := strings.Index(name, "_"+strings.TrimSuffix(noun, "s"))
	if i <= 0 {
		return "", false
	}
	return name[:i], true
}

// matchingWords are what garments are called that have what a tag speaks of.
var matchingWords = map[string]string{"frills": "frilled", "fur_trim": "fur-trimmed", "lace_trim": "lace-trimmed", "ribbon_trim": "ribbon-trimmed", "feather_trim": "feather-trimmed",
	"off_shoulder": "off-shoulder", "sleeveless": "sleeveless", "strapless": "strapless", "polka_dot": "polka_dot", "fishnets": "fishnet", "lace": "lace", "buttons": "buttoned", "camouflage": "camouflage", "denim": "denim", "see-through": "see-through", "leather": "leather", "latex": "latex"}

// attire works out what a tag of something worn speaks of: a garment, or a part
// or the state of one.
func (at *place) attire(name, slot, first string) {
	last := name[strings.LastIndexByte(name, '_')+1:]
	switch word := matchingWords[name]; {
	case word != "":
		at.matching = headNumber(word)
	case slot == "pattern" && last == "print":
		at.matching, at.closely = headNumber("print"), headNumber(name)
	case last == "clothes" && genericClothes[strings.TrimSuffix(name, "_clothes")]:
		at.matching = headNumber(strings.TrimSuffix(name, "_clothes"))
		at.name = name
	}
	head := strings.TrimSuffix(at.name, "s")
	switch {
	case ofGarment[head] && first != "" && garmentBefore(first) != "":
		at.on = headNumber(garmentBefore(first))
		at.generic = headNumber(at.name)
		at.name = name
	case located[head] && locations[first[strings.LastIndexByte(first, '_')+1:]]:
		at.generic = headNumber(at.name)
		at.name = first[strings.LastIndexByte(first, '_')+1:] + "_" + at.name
	}
	switch {
	case strings.Contains(name, "detached_sleeve"):
		at.name, at.best = "detached_sleeves", partSleeve
	case name == "sleeveless", name == "strapless", name == "off_shoulder", name == "single_bare_shoulder", name == "spaghetti_strap", name == "strap_slip":
		at.part = partBare
	case slot == "sleeve":
		at.part, at.name = partSleeve, "sleeves"
		at.short = strings.Contains(name, "short") || strings.Contains(name, "puffy")
	case slot == "pattern", name == "polka_dot", name == "camouflage", name == "cable_knit", name == "single_vertical_stripe":
		at.part = partPattern
	case strings.HasSuffix(name, "_cutout"), name == "strap_gap", name == "center_opening", name == "plunging_neckline", last == "neckline":
		at.part = partCutout
	case strings.HasSuffix(name, "sailor_collar"):
		at.part, at.name = partSailor, "sailor_collar"
	case name == "detached_collar":
		at.name = name
	case last == "collar" && collars[first]:
		at.part, at.name = partCollar, name
	case name == "side_slit", name == "hip_vent", name == "crop_top_overhang":
		at.part = partSlit
	case name == "drawstring":
		at.part = partCord
	case fastenings[name], last == "lapels", last == "pocket":
		at.part = partFastening
	case at.name == "hood", at.name == "animal_hood":
		at.part = partHood
	case strings.HasSuffix(name, "_trim"), at.matching != 0 && slot != "pattern":
		at.part = partMatching
	}
	if at.part == 0 {
		at.parts(name, slot)
	}
}

// overgarments are worn over shirts.
var overgarments = wordSet("cardigan sweater hoodie shrug haori")

// besides are of a section of garments, and none of what is its name.
var besides = wordSet(`headphones headset earphones earbuds earmuffs ear_cover headband forehead_protector hachimaki headpiece interface_headset veil eyepatch blindfold monocle strap thigh_strap thighlet garter anklet zettai_ryouiki knee_pad
	shoe_soles sole guard pad`)

// collars are those that a garment has, rather than things worn round the neck.
var collars = wordSet("wing high mandarin popped shirt frilled_shirt fur open standing")

var fastenings = wordSet("buttons button zipper zipper_pull_tab double-breasted pocket breast_pocket diamond_button two-sided_fabric lapels button_gap")

// genericClothes are words before "clothes" that say of something worn what it is like.
var genericClothes = wordSet(`open torn striped plaid see-through wet tight taut layered multicolored two-tone checkered vertical-striped diagonal-striped argyle gradient cross-laced impossible oversized
	undersized unworn shiny dirty loose tied unbuttoned asymmetrical fur-trimmed frilled cropped sleeveless ribbed print`)

// parts notes which parts a garment has.
func (at *place) parts(name, slot string) {
	bare := strings.HasPrefix(name, "sleeveless_") || strings.HasPrefix(name, "strapless_") || strings.HasPrefix(name, "halter_") || strings.HasPrefix(name, "backless_")
	main := slot == "dress" || slot == "top" || slot == "outerwear" || sleeved[at.name]
	switch {
	case main:
		at.main = true
		at.can = partPattern | partFastening | partCollar | partCord
		if !sleeveless[at.name] && !bare {
			at.can |= partSleeve
		}
		if slot != "outerwear" {
			at.can |= partBare | partCutout
		}
		if slot == "dress" || at.name == "robe" || at.name == "gown" {
			at.can |= partSlit
		}
	case slot == "swimwear":
		at.main = true
		at.can = partPattern | partBare | partCutout
	case slot == "bottom":
		at.main = true
		at.can = partPattern | partSlit | partFastening | partCord
	case slot == "underwear":
		at.can = partPattern
	case slot == "outfit":
		at.outfit = outfits[at.name]
	}
	at.over = slot == "outerwear" || overgarments[at.name]
	if at.name == "hoodie" || strings.HasPrefix(name, "hooded_") {
		at.best |= partHood | partCord
	}
	switch {
	case at.name == "serafuku", strings.HasPrefix(name, "sailor_"):
		at.best |= partSailor
	case slot == "top" && at.name == "shirt" || at.name == "blouse" || slot == "dress" || at.name == "uniform":
		at.can |= partSailor
	}
}

var outfits = wordSet("uniform costume suit armor clothes outfit attire maid miko nurse habit lingerie lolita dougi jumpsuit plugsuit spacesuit playboy_bunny police cheerleader waitress nun witch")

// garmentBefore is the garment whose part is spoken of: of "hat" in hat_bow it
// is "hat", of "shoe" in shoe_ribbon "shoes".
func garmentBefore(first string) string {
	w := first[strings.LastIndexByte(first, '_')+1:]
	switch w {
	case "hat", "headwear", "dress", "footwear", "shirt", "skirt", "jacket", "coat", "apron", "belt", "bra", "cape", "kimono", "obi", "choker", "hairband", "helmet", "crown", "hood", "sash", "bag":
		return w
	case "shoe", "glove", "boot", "sock", "sleeve", "heel":
		return w + "s"
	}
	return ""
}
