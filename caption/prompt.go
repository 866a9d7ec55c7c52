package caption

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"text/template"

	"github.com/winnow-data/winnow/internal/chat"
	files "github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/registry"
	"github.com/winnow-data/winnow/tags"
)

//go:embed prompts/*.tmpl
var prompts embed.FS

// Prompt is a template as people may write one: a file that defines "system"
// and "user", whose data is a Scene.
type prompt struct {
	name  string
	text  string
	parts *template.Template
}

// Scene is what a template may speak of. Tags are in words, without those that
// are withheld.
type Scene struct {
	Path          string
	Width, Height int
	Groups        []TagGroup // general tags by group, in reading order
	Character     []string
	Copyright     []string
	Artist        []string
	Rating        string // empty when it is withheld
	Text          string // a caption that came with the image
	AltText       string
	Caption       string   // the current one
	Words         int      // that an answer may have, for shortening
	Regions       []Region // parts of the picture that are shown after it, in this order
	Faults        []string // of the current caption, for repairing
}

// TagGroup is the tags of a group, such as Hair.
type TagGroup struct {
	Name string
	Tags []string
}

// PromptNames lists the built-in prompts for captions of pictures.
var PromptNames = []string{"with_tags", "without_tags", "one_shot", "regions"}

// loadPrompt reads a built-in prompt by its name, or a file.
func loadPrompt(name string, known []string) (*prompt, error) {
	text, err := prompts.ReadFile("prompts/" + name + ".tmpl")
	if err != nil || !slices.Contains(known, name) {
		text, err = files.ReadWhole(name, 1<<20)
		if errors.Is(err, fs.ErrNotExist) && !strings.ContainsAny(name, "./\\") {
			return nil, registry.Unknown("prompt", name, known)
		}
		if err != nil {
			return nil, fmt.Errorf("read the prompt: %w", err)
		}
	}
	parts, err := template.New(name).Option("missingkey=error").Funcs(template.FuncMap{
		"join":  func(list []string) string { return strings.Join(list, ", ") },
		"lower": strings.ToLower,
	}).Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("read the prompt %s: %w", name, err)
	}
	if parts.Lookup("user") == nil {
		return nil, fmt.Errorf("read the prompt %s: it defines no \"user\"; the built-in ones show how (`winnow caption --help`)", name)
	}
	p := &prompt{name: name, text: string(text), parts: parts}
	// Mistakes in names show before anything is paid.
	if _, _, err := p.render(Scene{Groups: []TagGroup{{"Hair", []string{"long hair"}}}, Regions: []Region{{Label: "hat", Where: "top"}}}); err != nil {
		return nil, err
	}
	return p, nil
}

// render gives the system's and the user's text.
func (p *prompt) render(s Scene) (system, user string, err error) {
	if system, err = p.part("system", s); err != nil {
		return "", "", err
	}
	user, err = p.part("user", s)
	return system, user, err
}

func (p *prompt) part(name string, s Scene) (string, error) {
	if p.parts.Lookup(name) == nil {
		return "", nil
	}
	var b bytes.Buffer
	if err := p.parts.ExecuteTemplate(&b, name, s); err != nil {
		return "", fmt.Errorf("fill the prompt %s: %w", p.name, err)
	}
	return strings.TrimSpace(b.String()), nil
}

// scene is a subject as templates see it. When few, only who is there, hair,
// eyes and clothes are told.
func scene(s *Subject, withhold []string, few bool) Scene {
	held := map[string]bool{}
	for _, w := range withhold {
		held[tags.Normal(w)] = true
	}
	told := func(list []string) (words []string) {
		for _, tag := range list {
			if !held[tag] {
				words = append(words, tags.Words(tag))
			}
		}
		return words
	}
	out := Scene{Path: s.Path, Width: s.Width, Height: s.Height, Character: told(s.Tags.Character), Copyright: told(s.Tags.Copyright),
		Artist: told(s.Tags.Artist), Text: s.Text, AltText: s.AltText, Caption: s.Current.Text, Faults: s.Faults, Regions: s.Regions}
	if !held["rating"] {
		out.Rating = s.Tags.Rating
	}
	byGroup := map[tags.Group][]string{}
	for _, tag := range tags.Order(tags.Categories{General: s.Tags.General}) {
		if g := tags.GroupOf(tag); g != tags.GroupMeta && (!few || slices.Contains(fewGroups, g)) {
			byGroup[g] = append(byGroup[g], tag)
		}
	}
	for _, g := range tags.Groups {
		if words := told(byGroup[g]); len(words) > 0 {
			out.Groups = append(out.Groups, TagGroup{strings.ToUpper(string(g[:1])) + string(g[1:]), words})
		}
	}
	return out
}

var fewGroups = []tags.Group{tags.GroupCount, tags.GroupHair, tags.GroupEyes, tags.GroupAttire}

// answerSchema is the shape of a structured answer.
var answerSchema = json.RawMessage(`{"type":"object","additionalProperties":false,"required":["caption","short_caption","unused_tags","doubtful_tags","text_in_image"],"properties":{` +
	`"caption":{"type":"string","description":"the whole description"},` +
	`"short_caption":{"type":"string","description":"the same in one sentence of at most 25 words"},` +
	`"unused_tags":{"type":"array","items":{"type":"string"},"description":"tags that the description leaves out"},` +
	`"doubtful_tags":{"type":"array","items":{"type":"string"},"description":"tags that the picture seems to contradict"},` +
	`"text_in_image":{"type":"array","items":{"type":"string"},"description":"what is written in the picture"}}}`)

// regionsSchema is the same with the parts of the picture.
var regionsSchema = json.RawMessage(strings.Replace(strings.Replace(string(answerSchema), `"short_caption",`, `"short_caption","regions",`, 1), `"unused_tags":{`,
	`"regions":{"type":"array","description":"the parts of the picture, in the order in which they were shown","items":{"type":"object","additionalProperties":false,"required":["label","caption"],"properties":{`+
		`"label":{"type":"string"},"caption":{"type":"string","description":"what is seen there, in one whole sentence that names it"}}}},"unused_tags":{`, 1))

// speaksOfRegions says that parts of the pictures are to be shown too.
func (p *prompt) speaksOfRegions() bool { return strings.Contains(p.text, ".Regions") }

// dressed is a prompt with everything around it: what all requests of a
// generation share.
type dressed struct {
	prompt   *prompt
	shots    []chat.Turn
	examples []tags.Categories // of the shots, to find what leaks from them
	params   chat.Params
	withhold []string
}

// conversation asks about one subject. The picture is nil for models that see none.
func (d *dressed) conversation(s *Subject, picture *chat.Picture, few bool, words int, params chat.Params) (chat.Conversation, error) {
	sc := scene(s, d.withhold, few)
	sc.Words = words
	system, user, err := d.prompt.render(sc)
	if err != nil {
		return chat.Conversation{}, err
	}
	turns := append(slices.Clone(d.shots), chat.Turn{Role: chat.User, Image: picture, Text: user})
	return chat.Conversation{System: system, Turns: turns, Params: params}, nil
}
