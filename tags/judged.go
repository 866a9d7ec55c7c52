package tags

import (
	"embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The files of testdata hold what was judged by hand; each says in its head
// when it was written and whether the lexicon was corrected since.
//
//go:embed testdata/*.tsv testdata/*.txt
var judgedFiles embed.FS

// Judged is a tag and the groups judged right for it by hand: one, or each of
// several where the tag speaks of more than one.
type Judged struct {
	Tag    string
	Groups []Group
}

// Right says whether the lexicon puts the tag into a group judged right.
func (j Judged) Right() bool { return slices.Contains(j.Groups, GroupOf(j.Tag)) }

// Judgement is the groups in words: "pose or face".
func (j Judged) Judgement() string {
	names := make([]string, len(j.Groups))
	for i, group := range j.Groups {
		names[i] = string(group)
	}
	return strings.Join(names, " or ")
}

// JudgedSet is hand-checked tags drawn from one range of use.
type JudgedSet struct {
	Name   string
	Fitted string // what was corrected with these tags in view: the lexicon's tags, or only its rules
	Tags   []Judged
}

// JudgedSample is the hand-checked sample against which the lexicon is
// measured: three hundred frequent general tags, drawn at random.
func JudgedSample() []Judged { return judgedTags("groups.tsv") }

// JudgedSets are all hand-checked tags, the oldest first.
func JudgedSets() []JudgedSet {
	return []JudgedSet{
		{"rank 1 to 3,000", "tags", judgedTags("groups.tsv")},
		{"rank 3,001 to 6,000", "tags", judgedTags("groups_common.tsv")},
		{"rank 6,001 to 9,000", "tags", judgedTags("groups_unseen.tsv")},
		{"rank 1 to 6,000, judged by somebody else", "rules", judgedTags("groups_blind.tsv")},
		{"rank 3,001 to 9,000", "tags", judgedTags("groups_drawn.tsv")},
		{"rank 1 to 1,500", "tags", judgedTags("groups_frequent.tsv")},
	}
}

func judgedTags(file string) []Judged {
	var list []Judged
	for _, field := range judgedLines(file, 2) {
		j := Judged{Tag: field[0]}
		for _, group := range strings.Split(field[1], " or ") {
			j.Groups = append(j.Groups, Group(group))
		}
		list = append(list, j)
	}
	return list
}

// judgedLines are the lines of a file of testdata, cut at tabs.
func judgedLines(file string, fields int) [][]string {
	text, err := judgedFiles.ReadFile("testdata/" + file)
	if err != nil {
		panic(fmt.Sprintf("tags: %v", err))
	}
	var list [][]string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		field := strings.Split(line, "\t")
		if len(field) != fields {
			panic(fmt.Sprintf("tags: %s: %q has %d fields, want %d", file, line, len(field), fields))
		}
		list = append(list, field)
	}
	return list
}

// JudgedPost is tags and a caption, and what they tell of people and framing,
// judged by hand.
type JudgedPost struct {
	Tags      string // separated by spaces
	Caption   string
	People    string
	Count     string // "-" when open or unknown
	Gender    string
	Framing   string
	Conflicts []string // what differs: tags, people, count, gender or framing
}

// JudgedPosts is a set of hand-judged posts.
type JudgedPosts struct {
	Name  string
	Posts []JudgedPost
}

// JudgedPeople are the hand-judged posts, the oldest first.
func JudgedPeople() []JudgedPosts {
	return []JudgedPosts{
		{"captions", judgedPosts("people.tsv")},
		{"tags, captions, both", judgedPosts("people_second.tsv")},
		{"tags, captions, both", judgedPosts("people_third.tsv")},
		{"tags, captions, both", judgedPosts("people_fourth.tsv")},
		{"tags, captions, both, by somebody else", judgedPosts("people_fifth.tsv")},
		{"tags, captions, both, by somebody else", judgedPosts("people_sixth.tsv")},
		{"tags, captions, both, by somebody else", judgedPosts("people_seventh.tsv")},
		{"tags, captions, both, traps", judgedPosts("people_eighth.tsv")},
		{"tags, captions, both, by somebody else", judgedPosts("people_ninth.tsv")},
		{"tags, captions, both, by somebody else, second", judgedPosts("people_tenth.tsv")},
		{"tags, captions, both, by somebody else, third", judgedPosts("people_eleventh.tsv")},
		{"tags, captions, both, by somebody else, fourth", judgedPosts("people_twelfth.tsv")},
		{"tags, captions, both, by somebody else, fifth", judgedPosts("people_thirteenth.tsv")},
	}
}

func judgedPosts(file string) []JudgedPost {
	var list []JudgedPost
	for _, f := range judgedLines(file, 7) {
		p := JudgedPost{Tags: f[0], Caption: f[1], People: f[2], Count: f[3], Gender: f[4], Framing: f[5]}
		if f[6] != "-" {
			p.Conflicts = strings.Split(f[6], ",")
		}
		list = append(list, p)
	}
	return list
}

// JudgedParts are what is scored of a JudgedPost.
var JudgedParts = []string{"people", "count", "gender", "framing", "conflicts"}

// Wrong describes the post and tells for each of JudgedParts in which it
// differs from what was judged, what it answered.
func (p JudgedPost) Wrong() map[string]string {
	d := Describe(Categories{General: strings.Fields(p.Tags)}, p.Caption)
	count := "-"
	if d.Count != nil {
		count = strconv.Itoa(*d.Count)
	}
	var kinds []string
	for _, c := range d.Conflicts {
		kind, _, _ := strings.Cut(c, ":")
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	wrong := map[string]string{}
	for _, part := range []struct{ name, got, want string }{
		{"people", d.People, p.People}, {"count", count, p.Count}, {"gender", d.Gender, p.Gender}, {"framing", d.Framing, p.Framing},
		{"conflicts", strings.Join(kinds, ","), strings.Join(p.Conflicts, ",")},
	} {
		if part.got != part.want {
			wrong[part.name] = part.got
		}
	}
	return wrong
}

// JudgedThings is a post taken apart by hand, as Objects does.
type JudgedThings struct {
	Tags       []string
	Objects    []Object // without names
	Unassigned []string
}

// JudgedPictures is a set of posts taken apart by hand.
type JudgedPictures struct {
	Name  string
	Posts []JudgedThings
}

// JudgedObjects are the posts taken apart by hand, the oldest first.
func JudgedObjects() []JudgedPictures {
	return []JudgedPictures{
		{"own", judgedThings("objects.txt")},
		{"by somebody else", judgedThings("objects_blind.txt")},
		{"parts and things held", judgedThings("objects_second.txt")},
		{"by somebody else, more", judgedThings("objects_third.txt")},
		{"by somebody else, yet more", judgedThings("objects_fourth.txt")},
		{"by somebody else, the fourth set", judgedThings("objects_fifth.txt")},
		{"by somebody else, the fifth set", judgedThings("objects_sixth.txt")},
		{"by somebody else, the sixth set", judgedThings("objects_seventh.txt")},
	}
}

func judgedThings(file string) []JudgedThings {
	text, err := judgedFiles.ReadFile("testdata/" + file)
	if err != nil {
		panic(fmt.Sprintf("tags: %v", err))
	}
	var list []JudgedThings
	for line := range strings.Lines(string(text)) {
		word := strings.Fields(line)
		switch {
		case len(word) < 2 || word[0] == "#":
		case word[0] == "post":
			list = append(list, JudgedThings{Tags: word[1:]})
		case word[0] == "unassigned":
			list[len(list)-1].Unassigned = word[1:]
		default:
			person, err := strconv.Atoi(word[1])
			if err != nil {
				panic(fmt.Sprintf("tags: %s: %q: %v", file, line, err))
			}
			last := &list[len(list)-1]
			last.Objects = append(last.Objects, Object{Group: Group(word[0]), Person: person, Tags: word[2:]})
		}
	}
	return list
}

// Wrong lists the tags of the post that Objects puts into another group, with
// other tags, or to another person, than was judged.
func (j JudgedThings) Wrong() []string {
	got := Objects(j.categories())
	var wrong []string
	for _, tag := range j.Tags {
		if thingOf(j.Objects, tag) != thingOf(got.Objects, tag) || slices.Contains(j.Unassigned, tag) != slices.Contains(got.Unassigned, tag) {
			wrong = append(wrong, tag)
		}
	}
	return wrong
}

// InGroup counts the tags that were judged to be of a group, and those of them that
// are put into it, with whatever else.
func (j JudgedThings) InGroup() (right, judged int) {
	groups := Grouped(j.categories())
	for _, o := range j.Objects {
		if _, ours := groupRank[o.Group]; !ours {
			continue // judged to be of none
		}
		for _, tag := range o.Tags {
			judged++
			if groups[tag] == o.Group {
				right++
			}
		}
	}
	return right, judged
}

// categories gives the names of characters and series theirs, as boorus do.
func (j JudgedThings) categories() Categories {
	var c Categories
	for _, tag := range j.Tags {
		judged := func(group Group) bool {
			return GroupOf(tag) != group && slices.ContainsFunc(j.Objects, func(o Object) bool { return o.Group == group && slices.Contains(o.Tags, tag) })
		}
		switch {
		case judged(GroupCharacter):
			c.Character = append(c.Character, tag)
		case judged(GroupCopyright):
			c.Copyright = append(c.Copyright, tag)
		default:
			c.General = append(c.General, tag)
		}
	}
	return c
}

// thingOf spells the object that a tag is in, without its name.
func thingOf(objects []Object, tag string) string {
	for _, o := range objects {
		if slices.Contains(o.Tags, tag) {
			return fmt.Sprintf("%s %d %v", o.Group, o.Person, slices.Sorted(slices.Values(o.Tags)))
		}
	}
	return ""
}
