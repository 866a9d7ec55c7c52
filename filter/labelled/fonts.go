package labelled

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomediumitalic"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/gofont/gosmallcaps"
	"golang.org/x/image/font/gofont/gosmallcapsitalic"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
)

// script is a way of writing, and the letters that lines are made of.
type script struct {
	name    string
	letters []rune
	spaced  bool // words are apart
	columns bool // may be written down the page
}

var scripts = []script{
	{"latin", []rune("etaoinshrdlucmfwygpbvkxqjzETAOINSHRDLUCM0123456789eeaaoonn"), true, false},
	{"capitals", []rune("ETAOINSHRDLUCMFWYGPBVKXQJZ!"), true, false},
	{"cyrillic", []rune("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфОЕАИНТСРВЛКМД"), true, false},
	{"japanese", []rune("あいうえおかきくけこさしすせそたちつてとなにのはひふへほまみもやゆよらりるれろわをんがじだでばアイウエオカキクコサシスタチテトナニノハマミモラリルレロン日本語人大小中出入口手目見行来食時間話私今何年月火水木金土春夏秋冬花空海山川心愛夢世界学生友達"), false, true},
	{"korean", []rune("가나다라마바사아자차카타파하고노도로모보소오조구누두루무부수우주그는를을이다에서의한것들은있하지않합니사람우리말세상마음꽃바람하늘별"), true, false},
	{"chinese", []rune("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"), false, true},
}

// typeface is a font and the scripts that it has the letters of.
type typeface struct {
	font   *opentype.Font
	writes []script
}

// systemFonts are beginnings of names of files that are used where they are
// installed; the Go fonts, which come with the program, are always there.
var systemFonts = []string{"NotoSansCJK-", "NotoSerifCJK-", "DejaVuSerif-Bold.", "DejaVuSans.", "LiberationSans-Bold.", "LiberationSerif-Regular.", "LiberationSansNarrow-Bold."}

var systemFolders = []string{"/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"}

// unseenFonts are those that nothing is fitted on, in the same way.
var unseenFonts = []string{"DejaVuSansMono.", "DejaVuSansCondensed-BoldOblique.", "DejaVuSerif-Italic.", "LiberationSerif-BoldItalic.", "LiberationMono-Bold.", "ipamp.", "wqy-zenhei.", "NanumMyeongjo."}

// fontSet is where letters come from.
type fontSet struct {
	program [][]byte // in the program
	system  []string // beginnings of names of files
	folder  string   // all below it, if one is named
	bare    bool     // none of the system
}

func seenFonts(o Options) fontSet {
	return fontSet{[][]byte{goregular.TTF, gobold.TTF, goitalic.TTF, gomono.TTF, gosmallcaps.TTF}, systemFonts, o.Fonts, o.Bare}
}

func unseenFontSet(o Options) fontSet {
	return fontSet{[][]byte{gomediumitalic.TTF, gomonobold.TTF, gosmallcapsitalic.TTF}, unseenFonts, o.UnseenFonts, o.Bare}
}

// typefaces are the fonts to write with: those of the program, those of the
// system that are known, unless bare, and all below a folder, if one is named.
func (s fontSet) typefaces() (all []typeface, err error) {
	folder := s.folder
	for _, ttf := range s.program {
		if t, ok := readTypeface(ttf); ok {
			all = append(all, t)
		}
	}
	var paths []string
	if !s.bare {
		for _, f := range systemFolders {
			// A folder that is not there, or not to be read, has no fonts.
			found, _ := fontsBelow(f, s.system)
			paths = append(paths, found...)
		}
	}
	if folder != "" {
		own, err := fontsBelow(folder, []string{""})
		if err != nil {
			return nil, fmt.Errorf("look for fonts: %w", err)
		}
		if len(own) == 0 {
			return nil, fmt.Errorf("look for fonts: there is no .ttf, .otf or .ttc below %s", folder)
		}
		paths = append(paths, own...)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read a font: %w", err)
		}
		if t, ok := readTypeface(data); ok {
			all = append(all, t)
		}
	}
	return all, nil
}

// readTypeface is not ok for fonts of a kind that the reader does not know, and
// for those that have the letters of no script.
func readTypeface(data []byte) (t typeface, ok bool) {
	c, err := opentype.ParseCollection(data)
	if err != nil {
		return t, false
	}
	if t.font, err = c.Font(0); err != nil {
		return t, false
	}
	var b sfnt.Buffer
	for _, s := range scripts {
		if !slices.ContainsFunc(s.letters, func(r rune) bool { i, err := t.font.GlyphIndex(&b, r); return err != nil || i == 0 }) {
			t.writes = append(t.writes, s)
		}
	}
	return t, len(t.writes) > 0
}

func fontsBelow(folder string, beginnings []string) (found []string, err error) {
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !slices.Contains([]string{".ttf", ".otf", ".ttc"}, strings.ToLower(filepath.Ext(path))) {
			return err
		}
		if slices.ContainsFunc(beginnings, func(p string) bool { return strings.HasPrefix(d.Name(), p) }) {
			found = append(found, path)
		}
		return nil
	})
	slices.Sort(found)
	return found, err
}

// byScript lists for each script the fonts that can write it, leaving out
// scripts that none can.
func byScript(fonts []typeface) (kinds []script, writers [][]typeface) {
	for _, s := range scripts {
		var can []typeface
		for _, t := range fonts {
			if slices.ContainsFunc(t.writes, func(w script) bool { return w.name == s.name }) {
				can = append(can, t)
			}
		}
		if len(can) > 0 {
			kinds, writers = append(kinds, s), append(writers, can)
		}
	}
	return kinds, writers
}

// lacking adds, for scripts that no font of the set writes, those of another.
func lacking(set, other []typeface) []typeface {
	kinds, writers := byScript(other)
	have, _ := byScript(set)
	for i, k := range kinds {
		if !slices.ContainsFunc(have, func(h script) bool { return h.name == k.name }) {
			for _, t := range writers[i] {
				t.writes = []script{k}
				set = append(set, t)
			}
		}
	}
	return set
}

func (t typeface) face(size float64) (font.Face, error) {
	return opentype.NewFace(t.font, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}
