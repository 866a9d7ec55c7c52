package caption

import (
	"fmt"
	"image"

	"github.com/winnow-data/winnow/internal/chat"
	files "github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/internal/sample"
	"github.com/winnow-data/winnow/tags"
)

// exampleCaption is what the prompt one_shot shows of the picture that winnow draws.
const exampleCaption = "A girl with long brown hair in a ponytail waves at the viewer in front of a calm sea. " +
	"Her eyes are green and she smiles. She wears a red dress and a straw-coloured hat. It is day, the sky is clear, " +
	"and she is shown from the hips up in clean lines and flat colours."

// exampleTruth is the picture of the prompt one_shot: nobody's character, so
// that no name can leak from it.
var exampleTruth = sample.Truth{Seed: 7, Place: "sea", Time: "day", Framing: "cowboy_shot", People: []sample.Person{{
	Gender: "girl", HairColour: "brown", HairLength: "long", HairStyle: "ponytail", EyeColour: "green", Expression: "smile",
	Garment: "dress", Colour: "red", Pose: "waving", Headwear: "hat", HeadColour: "yellow", Neckwear: "none", Skin: 1}}}

// exampleSide keeps the example cheap: it is sent with every request.
const exampleSide = 384

// dress puts the shots into turns of their own: picture and tags, then caption.
func (d *dressed) dress(o Options) error {
	if d.prompt.name == "one_shot" && len(o.Shots) == 0 {
		t := exampleTruth.Tags()
		c := tags.Categories{General: t.General}
		picture, err := encode(sample.Draw(exampleTruth, image.Pt(exampleSide*3/4, exampleSide)), exampleSide, o.Quality, o.Detail)
		if err != nil {
			return err
		}
		return d.show(picture, c, exampleCaption)
	}
	for i, shot := range o.Shots {
		if shot.Caption == "" {
			return fmt.Errorf("shot %d has no caption", i+1)
		}
		var picture *chat.Picture
		if shot.Image != "" {
			file, err := files.ReadWhole(shot.Image, files.MostBytes)
			if err != nil {
				return fmt.Errorf("read shot %d: %w", i+1, err)
			}
			if picture, err = prepare(file, o.Side, o.Quality, o.Detail); err != nil {
				return fmt.Errorf("read shot %d: %s: %w", i+1, shot.Image, err)
			}
		}
		if err := d.show(picture, tags.Sorted(tags.Parse(shot.Tags)), shot.Caption); err != nil {
			return err
		}
	}
	return nil
}

func (d *dressed) show(picture *chat.Picture, c tags.Categories, caption string) error {
	_, user, err := d.prompt.render(scene(&Subject{Tags: c}, d.withhold, false))
	if err != nil {
		return err
	}
	d.shots = append(d.shots, chat.Turn{Role: chat.User, Image: picture, Text: user}, chat.Turn{Role: chat.Assistant, Text: caption})
	d.examples = append(d.examples, c)
	return nil
}
