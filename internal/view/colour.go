package view

import "slices"

// Classes of colour, from none to much.
const (
	ColourGrey    = "grey"       // none, in whatever way it is stored
	ColourTones   = "screentone" // none, and part of it is toned by grids of dots
	ColourLineArt = "line_art"   // none, and hardly more than lines on paper
	ColourTinted  = "tinted"     // one hue all over, such as sepia
	ColourLow     = "low_colour" // a mark, a signature, or pale all over
	Colour        = "colour"
)

// What parts the classes. The first three are those of the default rules
// greyscale and tinted, whose error rates docs/calibration.md has.
const (
	greyChroma   = 5.5 // 99.9th percentile of chroma up to which there is no colour
	tintResidual = 6   // of chroma, once one hue is taken away
	tintShare    = .5  // of the picture's chroma
	tonedArea    = .03 // of the area that is grids of dots
	lineArtShare = .9  // of the area that is paper and lines
	lowColour    = .05 // of the area that is plainly coloured
)

// colourFrom are the measures that the class of colour is told by.
var colourFrom = []string{"chroma", "tint", "line_art", "screentone", "colour_mark"}

// colourTags are the tags that speak of little colour.
var colourTags = []string{"tags_general", "tags_meta"}

// coloured are the columns that tell of colour.
var coloured = map[string]func(*Row) string{"colour_class": colourClass, "colour_conflict": colourConflict}

// colourSources are the columns that a column of colour is made from.
func colourSources(name string) []string {
	if name == "colour_conflict" {
		return slices.Concat(colourFrom, colourTags)
	}
	return colourFrom
}

// colourClass is empty where colour was not measured.
func colourClass(row *Row) string {
	chroma, ok := row.Value("chroma").(float64)
	if !ok {
		return ""
	}
	tint, tintKnown := row.Value("tint").(float64)
	dots, _ := row.Value("screentone").(float64)
	lines, _ := row.Value("line_art").(float64)
	mark, markKnown := row.Value("colour_mark").(float64)
	switch {
	case chroma <= greyChroma && dots >= tonedArea:
		return ColourTones
	case chroma <= greyChroma && lines >= lineArtShare:
		return ColourLineArt
	case chroma <= greyChroma:
		return ColourGrey
	case tintKnown && tint*chroma <= max(tintResidual, tintShare*chroma):
		return ColourTinted
	case markKnown && mark < lowColour:
		return ColourLow
	}
	return Colour
}

// What picture and tags may say against one another.
const (
	ConflictTagged   = "tagged_grey"   // tags say monochrome or greyscale, and the picture is in colour
	ConflictUntagged = "untagged_grey" // the picture has no colour, and its tags do not say so
)

// colourConflict is empty where picture and tags agree, or one is silent: tags
// of spots of colour excuse both, and greyscale is not said of one hue.
func colourConflict(row *Row) string {
	class, tagged := colourClass(row), tagsOfColour(row)
	monochrome, grey := slices.Contains(tagged, "monochrome"), slices.Contains(tagged, "greyscale")
	excused := slices.Contains(tagged, "spot_color") || slices.Contains(tagged, "partially_colored")
	switch class {
	case ColourGrey, ColourTones, ColourLineArt:
		if len(row.List("tags_general")) > 0 && !monochrome && !grey && !excused {
			return ConflictUntagged
		}
	case ColourTinted:
		if grey && !excused {
			return ConflictTagged
		}
	case Colour:
		if (monochrome || grey) && !excused {
			return ConflictTagged
		}
	}
	return ""
}

func tagsOfColour(row *Row) (all []string) {
	for _, column := range colourTags {
		all = append(all, row.List(column)...)
	}
	return all
}
