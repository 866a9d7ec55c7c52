package compose

import (
	"strings"
)

var numbers = []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// counted is "a girl" or "three girls".
func counted(n int, open bool, one, many string) string {
	switch {
	case n == 1:
		return article(one) + " " + one
	case open && n >= 6:
		return "a large group of " + many
	case open:
		return "several " + many
	case n < len(numbers):
		return numbers[n] + " " + many
	}
	return "many " + many
}

// subject is who the picture shows, and whether that is one, several or nobody.
func (s *scene) subject() string {
	if s.people() == 0 {
		if s.nobody {
			return ""
		}
		if s.person() {
			return s.role("figure")
		}
		return ""
	}
	var parts []string
	if s.girls > 0 {
		parts = append(parts, counted(s.girls, s.open && s.girls > 1, s.role("girl"), "girls"))
	}
	if s.boys > 0 {
		parts = append(parts, counted(s.boys, s.open && s.boys > 1, s.role("boy"), "boys"))
	}
	if s.others > 0 {
		parts = append(parts, counted(s.others, s.open && s.others > 1, "androgynous figure", "androgynous figures"))
	}
	return list(parts)
}

// role is the noun for one person; a figure comes with its article.
func (s *scene) role(noun string) string {
	if noun == "figure" {
		return "a figure"
	}
	return noun
}

// person says that something belongs to a person though nobody was counted.
func (s *scene) person() bool {
	return len(s.names)+len(s.hair)+len(s.looks)+len(s.face)+len(s.worn)+len(s.doing)+len(s.roles)+len(s.held) > 0 || s.solo
}

// she is the subject of further sentences, and whether it is plural.
func (s *scene) she() (word string, many bool) {
	switch {
	case s.people() > 1:
		return "They", true
	case s.girls == 1:
		return "She", false
	case s.boys == 1:
		return "He", false
	}
	return "The figure", false
}

// opening is who it is: names, works and the count, as the subject of the
// first sentence.
func (s *scene) opening() string {
	who := s.subject()
	name := list(s.names)
	if len(s.roles) > 0 && s.people() <= 1 && who != "" {
		roles := make([]string, len(s.roles))
		for i, r := range s.roles {
			roles[i] = article(r) + " " + r
		}
		if who != "" {
			who += ", " + list(roles) + ","
		}
	}
	if len(s.works) > 0 {
		from := " from " + list(s.works)
		if name != "" {
			name += from
		} else {
			who = strings.TrimSuffix(who, ",") + from
		}
	}
	switch {
	case name == "":
		return who
	case who == "":
		return name
	}
	if n := s.people(); n > len(s.names) && n > 1 {
		return strings.TrimSuffix(who, ",") + ", including " + name + ","
	}
	return name + ", " + strings.TrimSuffix(who, ",") + ","
}

// features are hair, eyes and what else the person looks like.
func (s *scene) features() []string {
	var parts []string
	switch {
	case len(s.hair) > 0:
		hair := strings.Join(s.hair, ", ") + " hair"
		if len(s.hair) > 1 {
			last := len(s.hair) - 1
			hair = strings.Join(s.hair[:last], ", ") + " " + s.hair[last] + " hair"
		}
		if len(s.hair) > 1 && isColour(s.hair[len(s.hair)-2]) {
			hair = joinHair(s.hair)
		}
		if len(s.hairAt) > 0 {
			hair += " in " + list(s.hairAt)
		}
		parts = append(parts, hair)
	case len(s.hairAt) > 0:
		parts = append(parts, "hair in "+list(s.hairAt))
	}
	return append(parts, s.looks...)
}

// joinHair tells of several colours: "long, blue and white hair".
func joinHair(words []string) string {
	var before, colours []string
	for _, w := range words {
		if isColour(w) {
			colours = append(colours, w)
		} else {
			before = append(before, w)
		}
	}
	out := strings.Join(before, ", ")
	if out != "" {
		out += ", "
	}
	return out + list(colours) + " hair"
}

// sentences writes the caption in a form.
func (s *scene) sentences(form string) []string {
	d := s.dice
	var out []string
	who := s.opening()
	if who == "" {
		out = append(out, s.emptyScene(&d, form)...)
	} else {
		out = append(out, s.first(&d, who, form))
		out = append(out, s.wearing(&d, form)...)
		out = append(out, s.acting(&d, form)...)
		if form != FormShort && len(s.things) > 0 {
			out = append(out, existing(s.things, d.pick("in the picture", "in the scene", "to be seen")))
		}
		out = append(out, s.setting(&d, form)...)
	}
	if form != FormShort {
		out = append(out, s.made(&d)...)
	} else if len(s.style) > 0 {
		out = append(out, s.made(&d)...)
	}
	for i := range out {
		out[i] = sentence(out[i])
	}
	return out
}

// sentence gives words a capital and a full stop.
func sentence(words string) string {
	words = strings.TrimSpace(strings.TrimSuffix(words, ","))
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:] + "."
}

func existing(things []string, where string) string {
	verb := "is"
	if len(things) > 1 || plural(things[0][strings.LastIndexByte(things[0], ' ')+1:]) {
		verb = "are"
	}
	if where == "to be seen" {
		return "there " + verb + " also " + list(things) + " " + where
	}
	return "there " + verb + " " + list(things) + " " + where
}

// first stands alone: who it is and what they look like.
func (s *scene) first(d *dice, who, form string) string {
	features := s.features()
	several := s.people() > 1
	with := ""
	if len(features) > 0 {
		with = " with " + list(features)
	}
	comma := strings.HasSuffix(who, ",")
	bare := strings.TrimSuffix(who, ",")
	switch {
	case with == "" && len(s.worn) > 0:
		w := s.worn
		verb := " wears "
		if several {
			verb = " wear "
		}
		text := bare
		if comma {
			text += ","
		}
		text += verb + list(w)
		return text
	case with == "":
		return d.pick("this illustration shows ", "the picture shows ", "an illustration of ") + bare
	case several:
		return d.pick("the picture shows ", "this illustration shows ", "here are ") + bare + ", with " + list(features) + " among them"
	}
	switch d.pick("shows", "has", "plain") {
	case "shows":
		return d.pick("this illustration shows ", "the picture shows ", "an illustration of ") + bare + with
	case "has":
		if comma {
			return who + " has " + list(features)
		}
		return bare + " has " + list(features)
	}
	return d.pick("an illustration of ", "a picture of ", "a drawing of ") + bare + with
}

// wearing is what is worn, unless the first sentence told it.
func (s *scene) wearing(d *dice, form string) []string {
	if len(s.worn) == 0 || len(s.features()) == 0 {
		return nil
	}
	she, many := s.she()
	worn := s.worn
	if form == FormShort && len(worn) > 4 {
		worn = worn[:4]
	}
	verb := d.pick("wears", "is wearing")
	if many {
		verb = d.pick("wear", "are wearing")
	}
	return []string{she + " " + verb + " " + list(worn)}
}

// acting is pose, expression and what is held.
func (s *scene) acting(d *dice, form string) []string {
	she, many := s.she()
	be := " is "
	if many {
		be = " are "
	}
	var out []string
	doing := append([]string(nil), s.is...)
	doing = append(doing, s.doing...)
	if len(s.held) > 0 {
		doing = append(doing, "holding "+list(s.held))
	}
	had := append(append([]string(nil), s.face...), s.with...)
	if form == FormShort {
		doing, had = firstOf(doing, 3), firstOf(had, 3)
	}
	switch {
	case len(doing) > 0 && len(had) > 0:
		out = append(out, she+be+list(doing)+", with "+list(had))
	case len(doing) > 0:
		out = append(out, she+be+list(doing))
	case len(had) > 0:
		verb := " has "
		if many {
			verb = " have "
		}
		out = append(out, she+verb+list(had))
	}
	return out
}

func firstOf(list []string, n int) []string { return list[:min(n, len(list))] }

// setting is place, time, background and view.
func (s *scene) setting(d *dice, form string) []string {
	var out []string
	where := strings.Join(s.place, ", ")
	if len(s.light) > 0 {
		where = strings.TrimPrefix(where+", "+strings.Join(s.light, ", "), ", ")
	}
	if where != "" {
		out = append(out, d.pick("the scene is set ", "the scene takes place ")+where)
	}
	if s.background != "" {
		out = append(out, "the picture has "+article(s.background)+" "+s.background)
	}
	if form != FormShort && len(s.backdrop) > 0 {
		out = append(out, existing(s.backdrop, d.pick("in the background", "around")))
	}
	if len(s.view) > 0 {
		lead := "the subject is shown "
		if strings.HasPrefix(s.view[0], "from ") {
			lead = d.pick(lead, "the view is ")
		}
		out = append(out, lead+strings.Join(s.view, ", "))
	}
	return out
}

// emptyScene is a picture without people.
func (s *scene) emptyScene(d *dice, form string) []string {
	var out []string
	all := append(append([]string(nil), s.things...), s.backdrop...)
	lead := d.pick("a scene ", "a view ", "a picture ")
	if s.nobody {
		lead += "without people, "
	}
	where := strings.TrimPrefix(strings.Join(s.place, ", ")+", "+strings.Join(s.light, ", "), ", ")
	where = strings.TrimSuffix(where, ", ")
	if len(all) > 0 {
		out = append(out, strings.TrimSpace(lead)+" with "+list(all))
	} else if where != "" || s.nobody {
		out = append(out, strings.TrimSpace(lead))
	}
	if where != "" {
		out = append(out, "it is set "+where)
	}
	rest := append(append(append(append(append([]string(nil), s.face...), s.with...), s.looks...), s.worn...), s.doing...)
	if len(rest) > 0 {
		out = append(out, "it shows "+list(rest))
	}
	if s.background != "" {
		out = append(out, "the picture has "+article(s.background)+" "+s.background)
	}
	if len(s.view) > 0 {
		out = append(out, "it is seen "+strings.Join(s.view, ", "))
	}
	return out
}

// made is how the picture is made.
func (s *scene) made(d *dice) []string {
	if len(s.style) == 0 {
		return nil
	}
	return []string{d.pick("the picture is ", "the image is ") + list(s.style)}
}
