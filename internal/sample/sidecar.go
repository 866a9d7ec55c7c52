package sample

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"slices"
	"strings"
	"time"
)

// post is a picture as a booru knows it.
type post struct {
	id      int
	truth   Truth
	tags    Tags
	size    image.Point
	file    []byte
	ext     string // with its dot
	created time.Time
	score   int
}

func newPost(number int, t Truth, size image.Point, file []byte, ext string) post {
	d := roll(t.Seed, fmt.Sprint("post ", number))
	p := post{id: 4_000_000 + number*1009 + d.below(997), truth: t, tags: t.Tags(), size: size, file: file, ext: ext}
	p.created = time.Date(2019+d.below(6), time.Month(1+d.below(12)), 1+d.below(28), d.below(24), d.below(60), d.below(60), 0, time.UTC)
	p.score = d.below(40) * d.below(12)
	p.tags.Rating = weighted(d, []weight{{"general", 80}, {"sensitive", 20}})
	if max(size.X, size.Y) <= 500 {
		p.tags.Meta = append(p.tags.Meta, "lowres")
	}
	return p
}

func (p post) md5() string {
	sum := md5.Sum(p.file)
	return hex.EncodeToString(sum[:])
}

func (p post) all() []string {
	return slices.Sorted(slices.Values(slices.Concat(p.tags.General, p.tags.Character, p.tags.Copyright, p.tags.Artist, p.tags.Meta)))
}

func indented(v any) []byte {
	text, err := json.MarshalIndent(v, "", "    ")
	if err != nil {
		panic(err) // strings and numbers only
	}
	return append(text, '\n')
}

// danbooru is the post as Danbooru's API answers it.
func (p post) danbooru() []byte {
	line := func(tags []string) string { return strings.Join(tags, " ") }
	return indented(map[string]any{
		"id": p.id, "created_at": p.created.Format("2006-01-02T15:04:05.000-07:00"), "score": p.score, "up_score": p.score, "down_score": 0, "fav_count": p.score * 2,
		"source": fmt.Sprintf("https://art.example/%s/%d", strings.Join(p.tags.Artist, ""), p.id), "md5": p.md5(), "rating": p.tags.Rating[:1],
		"image_width": p.size.X, "image_height": p.size.Y, "file_ext": strings.TrimPrefix(p.ext, "."), "file_size": len(p.file),
		"tag_string": line(p.all()), "tag_string_general": line(p.tags.General), "tag_string_character": line(p.tags.Character),
		"tag_string_copyright": line(p.tags.Copyright), "tag_string_artist": line(p.tags.Artist), "tag_string_meta": line(p.tags.Meta),
		"tag_count": len(p.all()), "tag_count_general": len(p.tags.General), "tag_count_character": len(p.tags.Character),
		"tag_count_copyright": len(p.tags.Copyright), "tag_count_artist": len(p.tags.Artist), "tag_count_meta": len(p.tags.Meta),
		"parent_id": nil, "has_children": false, "is_deleted": false,
	})
}

// galleryDL is the post as gallery-dl's metadata postprocessor writes it.
func (p post) galleryDL() []byte {
	list := func(tags []string) []string { return append([]string{}, tags...) }
	return indented(map[string]any{
		"category": "danbooru", "subcategory": "tag", "id": p.id, "filename": p.md5(), "extension": strings.TrimPrefix(p.ext, "."),
		"date": p.created.Format("2006-01-02 15:04:05"), "created_at": p.created.Format("2006-01-02T15:04:05.000-07:00"), "score": p.score, "rating": p.tags.Rating[:1], "md5": p.md5(),
		"source": fmt.Sprintf("https://art.example/%s/%d", strings.Join(p.tags.Artist, ""), p.id), "file_url": fmt.Sprintf("https://cdn.art.example/%s%s", p.md5(), p.ext),
		"width": p.size.X, "height": p.size.Y, "tags": p.all(), "tags_general": list(p.tags.General), "tags_character": list(p.tags.Character),
		"tags_copyright": list(p.tags.Copyright), "tags_artist": list(p.tags.Artist), "tags_meta": list(p.tags.Meta),
	})
}

// tagLine is the post as trainers keep it beside a picture.
func (p post) tagLine() []byte {
	tags := slices.Concat(p.tags.General, p.tags.Character)
	return []byte(strings.ReplaceAll(strings.Join(tags, ", "), "_", " ") + "\n")
}

// webUI is the post as a generator of the A1111 family leaves it in a PNG.
func (p post) webUI() [2]string {
	return [2]string{"parameters", fmt.Sprintf("masterpiece, best quality, (%s:1.1), %s\nNegative prompt: lowres, bad anatomy, text, watermark\n"+
		"Steps: 28, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: %d, Size: %dx%d, Model hash: 0f1e2d3c4b, Model: demo_v1",
		p.tags.General[0], strings.ReplaceAll(strings.Join(p.tags.General[1:], ", "), "_", " "), p.id, p.size.X, p.size.Y)}
}

// novelAI is the post as NovelAI leaves it in a PNG.
func (p post) novelAI() [][2]string {
	prompt := strings.ReplaceAll(strings.Join(p.tags.General, ", "), "_", " ")
	comment, err := json.Marshal(map[string]any{"prompt": "{{" + prompt + "}}", "uc": "lowres, text, blurry", "steps": 28, "scale": 5, "seed": p.id, "sampler": "k_euler", "width": p.size.X, "height": p.size.Y})
	if err != nil {
		panic(err) // strings and numbers only
	}
	return [][2]string{{"Title", "AI generated image"}, {"Description", prompt}, {"Software", "NovelAI"}, {"Source", "Stable Diffusion F1022D28"}, {"Comment", string(comment)}}
}

// Prose is a plain sentence or two about the picture.
func (t Truth) Prose() string {
	t = t.settled()
	switch t.Subject {
	case Landscape:
		return capital(scene(t)) + ", with nobody in sight."
	case Still:
		return "A cup of tea and three pieces of fruit stand on a wooden table."
	case Poster:
		return "A poster full of text."
	case Comic:
		return "A comic page with speech bubbles."
	case Blank:
		return "An empty picture of one colour."
	}
	var who []string
	for _, p := range t.People {
		who = append(who, p.prose())
	}
	return capital(strings.Join(who, ", beside ")) + ", " + scene(t) + "."
}

func (p Person) prose() string {
	text := "a " + p.Gender + " with " + strings.ReplaceAll(p.HairLength, "_", " ") + " " + p.HairColour + " hair"
	if p.Expression != "closed_eyes" {
		text += " and " + p.EyeColour + " eyes"
	}
	garment := p.Garment
	if garment == "sailor" {
		garment = "sailor collar"
	}
	article := "a "
	if strings.Contains("aeiou", p.Colour[:1]) {
		article = "an "
	}
	return text + " in " + article + p.Colour + " " + garment
}

func scene(t Truth) string {
	when := map[string]string{"day": "by day", "sunset": "at sunset", "night": "at night"}[t.Time]
	switch t.Place {
	case "white":
		return "on a white background"
	case "plain":
		return "on a plain background"
	case "pattern":
		return "before a background of polka dots"
	case "room":
		return "in a room with a window and a bookshelf"
	case "sea":
		return "on a beach by the sea " + when
	case "field":
		return "in a field of flowers " + when
	case "forest":
		return "among trees " + when
	case "city":
		return "in a city " + when
	}
	return "under the open sky " + when
}
