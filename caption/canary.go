package caption

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"

	"github.com/disintegration/imaging"

	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/internal/chat"
	"github.com/winnow-data/winnow/internal/ledger"
)

// A canary is a picture whose content cannot be guessed: a word on white
// between two fields of colour. Some servers drop pictures in silence and
// invent a caption; they are found out by it before anything is paid.
type canary struct {
	word        string
	above       string
	below       string
	picture     *chat.Picture
	id          string
	description chat.Conversation
}

var canaryWords = []string{"LANTERN", "PEBBLE", "WALNUT", "THIMBLE", "HARBOR", "COMPASS", "TEAPOT", "MAGNET", "PUFFIN", "VELVET", "GARLIC", "ANCHOR", "BISON", "TURNIP", "ZEPHYR", "QUARTZ"}

var canaryColours = []struct {
	name   string
	colour color.RGBA
}{
	{"red", color.RGBA{214, 32, 32, 255}}, {"green", color.RGBA{24, 150, 56, 255}}, {"blue", color.RGBA{28, 72, 214, 255}},
	{"yellow", color.RGBA{246, 214, 24, 255}}, {"black", color.RGBA{0, 0, 0, 255}}, {"orange", color.RGBA{246, 132, 16, 255}}, {"purple", color.RGBA{122, 40, 160, 255}},
}

const canaryQuestion = "This picture shows one word in large letters on a white band, with a field of one colour above the band and a field of another colour below it. " +
	"Which word is it, which colour is above, and which colour is below? Answer in one short sentence."

// newCanary draws a canary; number chooses its word and colours.
func newCanary(number uint64, quality int) (*canary, error) {
	n := uint64(len(canaryColours))
	c := &canary{word: canaryWords[number%uint64(len(canaryWords))]}
	above := number / 16 % n
	below := (above + 1 + number/112%(n-1)) % n
	c.above, c.below = canaryColours[above].name, canaryColours[below].name
	const side = 512
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	draw.Draw(img, image.Rect(0, 0, side, side*3/8), image.NewUniform(canaryColours[above].colour), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, side*3/8, side, side*5/8), image.White, image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(0, side*5/8, side, side), image.NewUniform(canaryColours[below].colour), image.Point{}, draw.Src)
	letters := image.NewRGBA(image.Rect(0, 0, 7*len(c.word), 13))
	draw.Draw(letters, letters.Rect, image.White, image.Point{}, draw.Src)
	(&font.Drawer{Dst: letters, Src: image.Black, Face: basicfont.Face7x13, Dot: fixed.P(0, 10)}).DrawString(c.word)
	large := imaging.Resize(letters, side*7/8, 0, imaging.NearestNeighbor)
	at := image.Pt((side-large.Rect.Dx())/2, (side-large.Rect.Dy())/2)
	draw.Draw(img, large.Rect.Add(at), large, image.Point{}, draw.Src)
	var err error
	if c.picture, err = encode(img, side, max(quality, 90), ""); err != nil {
		return nil, err
	}
	c.id = dataset.IDOf(c.picture.Data)
	c.description = chat.Conversation{Turns: []chat.Turn{{Role: chat.User, Image: c.picture, Text: canaryQuestion}}}
	return c, nil
}

// canaryStep is the step of attempts that are about a canary.
const canaryStep = "canary"

// seen says that an answer can only come from a model that saw the picture: it
// has the word, or both colours and no other.
func (c *canary) seen(answer string) bool {
	words := map[string]bool{}
	for _, w := range strings.FieldsFunc(strings.ToLower(answer), func(r rune) bool { return r < 'a' || r > 'z' }) {
		words[w] = true
	}
	if words[strings.ToLower(c.word)] {
		return true
	}
	for _, other := range canaryColours {
		if words[other.name] != (other.name == c.above || other.name == c.below) {
			return false
		}
	}
	return true
}

// prove has the canary described before the first image is paid for.
func (a *asker) prove(feed, calls context.Context) error {
	if a.asking.Blind || !*a.options.Canary {
		return nil
	}
	bird, err := newCanary(uint64(a.tools.now().UnixNano())>>10, a.options.Quality)
	if err != nil {
		return err
	}
	s := &Subject{ID: bird.id}
	const looks = 3 // a model may misread once
	last := ""
	for t, look := a.newTries(), 0; look < looks; {
		bird.description.Params = a.plain()
		answer, r, fault := a.exchange(feed, calls, s, bird.description, canaryStep, func(_ *Subject, _ chat.Conversation, answer chat.Answer, _ int64, _ ledger.Answer) ([]ledger.Caption, string) {
			if !bird.seen(answer.Text) {
				return nil, ImageNotReceived
			}
			return nil, ""
		})
		if r.stopped {
			return context.Cause(feed)
		}
		if fault != nil {
			if again, err := t.after(feed, fault, bird.description.Params); err != nil {
				return err
			} else if !again {
				return fmt.Errorf("the server does not answer: %w. No image was sent. Its address is that of %s, or of endpoints in the recipe", fault, a.asking.URLEnv)
			}
			continue
		}
		if r.reason == "" {
			a.guard.learn(answer.TokensIn, bird.description)
			return nil
		}
		last = answer.Text
		look++
	}
	return fmt.Errorf("the server does not see pictures: shown one with the word %s between %s and %s, it answered %q. No image was sent. "+
		"Use a model that sees (a llama.cpp server wants --mmproj), or --canary=false if you know better", bird.word, bird.above, bird.below, shortened(last, 120))
}

// plain are the known parameters for an answer in plain text.
func (a *asker) plain() chat.Params {
	p := a.known()
	p.Schema = nil
	return p
}

func shortened(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n]) + "…"
	}
	return text
}

// guard finds single requests of which the server dropped the picture, by the
// tokens that it says it read.
type guard struct {
	mu    sync.Mutex
	image float64 // tokens that a picture of 512×512 counts as, at least; 0 = the server does not count
}

// words of English are at least a token each, and mostly 1.3.
const (
	leastPerWord = 1.05
	mostPerWord  = 1.5
)

// learn takes the measure of how the server counts.
func (g *guard) learn(tokensIn int64, c chat.Conversation) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if image := float64(tokensIn) - mostPerWord*wordsOf(c); image > 20 {
		g.image = image
	}
}

// missed says that so few tokens cannot hold the picture.
func (g *guard) missed(tokensIn int64, c chat.Conversation) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.image == 0 || tokensIn <= 0 {
		return false
	}
	least := leastPerWord * wordsOf(c)
	for _, t := range c.Turns {
		if t.Image != nil {
			least += 0.7 * g.image * min(1, float64(t.Image.Width*t.Image.Height)/(512*512))
		}
	}
	return float64(tokensIn) < least
}

func wordsOf(c chat.Conversation) float64 {
	n := len(strings.Fields(c.System))
	for _, t := range c.Turns {
		n += len(strings.Fields(t.Text))
	}
	return float64(n)
}
