package tags

import "strings"

// What somebody has with them though no tag says that they hold it, and what
// people do with each other.

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
var posesWith = map[string]string{"drawing_bow": "bow", "hugging_object": "stuffed_toy pillow doll stuffed_animal dakimakura", "hugging_doll": "doll stuffed_toy", "pillow_hug": "pillow"}

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

// shared are poses that several people have together, beside those that together knows by their name or section.
var shared = wordSet(`holding_hands eye_contact facing_each_other back-to-back face-to-face heads_together cheek-to-cheek interlocked_fingers dancing battle fighting duel piggyback symmetrical_docking asymmetrical_docking
	mixed-sex_bathing same-sex_bathing cuddling spooning headpat lap_pillow locked_arms hand_grab high_five handshake fist_bump heart_hands_duo pinky_swear arm_wrestling noses_touching staring_contest
	kabedon breast_press arms_around_neck arm_around_neck arm_around_waist arms_around_waist arm_around_shoulder leaning_on_person lying_on_person sleeping_on_person sitting_on_person carrying_person
	sitting_on_lap cheek_press`)

// together says that a pose is what people do with each other.
func together(tag, section string) bool {
	switch {
	case shared[tag], section == "relation", section == "intimate", strings.Contains(tag, "another"):
		return true
	case tag == "hug", strings.HasPrefix(tag, "hug_"), strings.HasSuffix(tag, "_hug"):
		return !strings.HasPrefix(tag, "doll_") && !strings.HasPrefix(tag, "animal_") && !strings.HasPrefix(tag, "pillow_") && !strings.HasPrefix(tag, "object_")
	case strings.HasPrefix(tag, "kiss"), strings.HasSuffix(tag, "_kiss"):
		return tag != "blowing_kiss" && tag != "kissing_object"
	}
	return strings.HasSuffix(tag, "_carry") || strings.HasPrefix(tag, "shared_")
}
