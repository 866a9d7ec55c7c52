package labelled

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/gofont/gosmallcaps"
	"golang.org/x/image/font/opentype"
)

// script is a way of writing, and the letters that lines are made of.
type script struct {
	name    string
	letters []rune
	spaced  bool // words are apart
	columns bool // may be written down the page
	system  bool // needs fonts of the system
}

var scripts = []script{
	{"latin", []rune("etaoinshrdlucmfwygpbvkxqjzETAOINSHRDLUCM0123456789eeaaoonn"), true, false, false},
	{"capitals", []rune("ETAOINSHRDLUCMFWYGPBVKXQJZ!"), true, false, false},
	{"cyrillic", []rune("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфОЕАИНТСРВЛКМД"), true, false, false},
	{"japanese", []rune("あいうえおかきくけこさしすせそたちつてとなにのはひふへほまみもやゆよらりるれろわをんがじだでばアイウエオカキクコサシスタチテトナニノハマミモラリルレロン日本語人大小中出入口手目見行来食時間話私今何年月火水木金土春夏秋冬花空海山川心愛夢世界学生友達"), false, true, true},
	{"korean", []rune("가나다라마바사아자차카타파하고노도로모보소오조구누두루무부수우주그는를을이다에서의한것들은있하지않합니사람우리말세상마음꽃바람하늘별"), true, false, true},
	{"chinese", []rune("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经"), false, true, true},
}

// typeface is a font and the scripts that it can write.
type typeface struct {
	font *opentype.Font
	cjk  bool
}

// systemFonts are beginnings of names of files that are used where they are
// installed; the Go fonts, which come with the program, are always there.
var systemFonts = []string{"NotoSansCJK-", "NotoSerifCJK-", "DejaVuSerif-Bold.", "DejaVuSans.", "LiberationSans-Bold.", "LiberationSerif-Regular.", "LiberationSansNarrow-Bold."}

var systemFolders = []string{"/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"}

// typefaces are the fonts to write with, and whether any has Chinese,
// Japanese and Korean letters.
func typefaces() (all []typeface, cjk bool, err error) {
	for _, ttf := range [][]byte{goregular.TTF, gobold.TTF, goitalic.TTF, gomono.TTF, gosmallcaps.TTF} {
		f, err := opentype.Parse(ttf)
		if err != nil {
			return nil, false, err
		}
		all = append(all, typeface{f, false})
	}
	for _, path := range installed() {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, false, err
		}
		wide := strings.Contains(path, "CJK")
		c, err := opentype.ParseCollection(data)
		if err != nil {
			continue // of a kind that this reader does not know
		}
		f, err := c.Font(0)
		if err != nil {
			continue
		}
		all, cjk = append(all, typeface{f, wide}), cjk || wide
	}
	return all, cjk, nil
}

func installed() []string {
	var found []string
	for _, folder := range systemFolders {
		// A folder that is not there, or not to be read, has no fonts.
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && slices.ContainsFunc(systemFonts, func(p string) bool { return strings.HasPrefix(d.Name(), p) }) {
				found = append(found, path)
			}
			return nil
		})
	}
	slices.Sort(found)
	return found
}

func (t typeface) face(size float64) (font.Face, error) {
	return opentype.NewFace(t.font, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}
