package tags

import "strings"

// What somebody has with them though no tag says that they hold it.

// setUp are weapons that stand somewhere or fly about.
var setUp = wordSet(`turret ship_turret rigging bullet shell_casing ammunition torpedo torpedo_tubes tube missile bomb explosive artillery cannon ofuda shuriken arrow hilt trigger magazine shard planted_sword
	torpedo_launcher hitachi_magic_wand wand_vibrator minigun`)

// packed are bags that things are packed in rather than carried about with one.
var packed = wordSet("gift gift_box gift_bag present box sack luggage trash_bag paper_bag plastic_bag shopping_bag")

// stationary are instruments that nobody carries, and what is no instrument.
var stationary = wordSet("piano organ pipe_organ church_organ timpani set kit bell music note musical_note score plectrum record gramophone phonograph speaker amplifier clef treble_clef case instrument_case stand microphone_stand music_stand sheet_music whistle megaphone champagne_flute")

// inHand are things that are hardly ever anywhere else.
var inHand = wordSet("cigarette cigar smoking_pipe pipe kiseru folding_fan hand_fan paper_fan uchiwa umbrella parasol broom cane wrench phone cellphone smartphone sakazuki")

// onPerson are where somebody has what is on them: cat_on_lap.
var onPerson = wordSet("head shoulder shoulders arm arms hand hands finger lap back leg legs chest")

// carried says that a thing is with somebody.
func carried(tag, section, name string) bool {
	if _, where, ok := strings.Cut(tag, "_on_"); ok && onPerson[where] {
		return true
	}
	switch section {
	case "weapon":
		return !setUp[name]
	case "bag":
		return !packed[name]
	case "instrument":
		return !stationary[name]
	}
	return inHand[name] || inHand[tag]
}

// posesWith are poses that are of a thing where that is there: drawing_bow is of the bow.
var posesWith = map[string]string{"drawing_bow": "bow", "hugging_object": "stuffed_toy pillow doll stuffed_animal dakimakura", "hugging_doll": "doll stuffed_toy", "pillow_hug": "pillow", "over_shoulder": "weapon baseball_bat guitar bag"}

// mountOf is what somebody rides: of riding_bicycle, broom_riding and
// horseback_riding it is bicycle, broom and horse.
func mountOf(tag string) string {
	if mount, ok := strings.CutPrefix(tag, "riding_"); ok {
		return mount
	}
	mount, _ := strings.CutSuffix(tag, "_riding")
	if mount == tag {
		return ""
	}
	return strings.TrimSuffix(mount, "back")
}
