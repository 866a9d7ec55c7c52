package check

import "testing"

func TestWhatIsInTheHand(t *testing.T) {
	hold(t, []said{
		{"twirled", "1girl solo holding_umbrella umbrella", "A girl twirls a fan in one hand.", "holding_umbrella umbrella", "fan", ""},
		{"between her palms", "1girl solo holding_book book", "A girl with a teacup between her palms.", "holding_book book", "teacup", ""},
		{"held high", "1girl solo holding_lantern lantern night", "A girl lights her way by night with a torch held high.", "holding_lantern lantern", "torch", ""},
		{"hands in pockets", "1girl solo holding_umbrella umbrella", "A girl walks with both hands stuffed deep in her pockets.", "holding_umbrella", "", ""},
		{"arms crossed", "1girl solo holding_cup cup", "With arms crossed, a girl waits.", "holding_cup", "", ""},
		{"nothing in them", "1girl solo holding_lantern lantern night", "By night a girl's outstretched hands hold nothing at all.", "holding_lantern", "", ""},
		{"empty-handed", "1girl solo holding_tray tray maid", "The maid is empty-handed.", "holding_tray", "", ""},
	})
}

func TestHandsThatHold(t *testing.T) {
	hold(t, []said{
		{"one hand in a pocket", "1girl solo holding_umbrella umbrella", "A girl walks under her umbrella, one hand in her pocket.", "", "", ""},
		{"two things", "1girl solo holding_umbrella umbrella bag", "A girl with a bag in one hand and an umbrella in the other.", "", "", ""},
		{"clasped around it", "1girl solo holding_cup cup", "A girl, her hands clasped around a mug.", "", "", ""},
		{"nothing but", "1boy solo holding_sword sword", "In his hands is nothing but a blade.", "", "", ""},
		{"folded over it", "1girl solo holding_bouquet bouquet", "A girl, her hands folded around a bunch of roses.", "", "", ""},
	})
}
