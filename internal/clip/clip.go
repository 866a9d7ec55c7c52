// Package clip counts the tokens of a text as CLIP's text encoders do, which
// read 75 of them and no more. With the vocabulary's file the count is exact;
// without it there is an estimate, which is to be shown with a tilde.
package clip

import (
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"html"
	"io"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Room is how many tokens of a text an encoder reads, beside the two that mark
// its beginning and end.
const Room = 75

// pieces are the pre-tokens of a text in lower case: words, single digits, and
// runs of signs.
var pieces = regexp.MustCompile(`<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+`)

// split cleans a text as the tokenizer does and gives its pre-tokens.
func split(text string) []string {
	text = html.UnescapeString(html.UnescapeString(text))
	return pieces.FindAllString(strings.ToLower(strings.Join(strings.Fields(text), " ")), -1)
}

// Estimate is about how many tokens a text has: on English captions within 6 %
// on average, which TestEstimateIsNearTheExactCount holds it to.
func Estimate(text string) int {
	n := 0.0
	for _, p := range split(text) {
		n += estimate(p)
	}
	return int(n + 0.5)
}

// estimate is the expected number of tokens of one pre-token, by its length:
// nearly all words of captions up to eight letters are tokens themselves.
func estimate(piece string) float64 {
	letters := utf8.RuneCountInString(piece)
	switch {
	case len(piece) > letters: // not English: a token for each two or three bytes
		return float64(len(piece)) / 2.4
	case letters <= 6:
		return 1
	case letters <= 8:
		return 1.15
	case letters <= 11:
		return 1.55
	}
	return 1.6 + float64(letters-11)/4
}

// Vocabulary is CLIP's byte-pair encoding.
type Vocabulary struct {
	rank map[[2]string]int
	of   [256]string // the letter that stands for each byte
}

// merges is how many of the file's lines CLIP uses.
const merges = 49152 - 256 - 2

// Load reads bpe_simple_vocab_16e6.txt, plain or with .gz, which comes with
// OpenAI's CLIP and with open_clip, or a merges.txt of Hugging Face.
func Load(path string) (*Vocabulary, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read the vocabulary: %w", err)
	}
	defer file.Close()
	var r io.Reader = bufio.NewReader(file)
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(r); err != nil {
			return nil, fmt.Errorf("read the vocabulary %s: %w", path, err)
		}
	}
	v, err := read(r)
	if err != nil {
		return nil, fmt.Errorf("read the vocabulary %s: %w", path, err)
	}
	return v, nil
}

func read(r io.Reader) (*Vocabulary, error) {
	v := &Vocabulary{rank: map[[2]string]int{}, of: letters()}
	s := bufio.NewScanner(r)
	for first := true; s.Scan() && len(v.rank) < merges; first = false {
		if first {
			continue // a line that names the version
		}
		a, b, ok := strings.Cut(s.Text(), " ")
		if !ok || strings.Contains(b, " ") {
			return nil, fmt.Errorf("line %d is no pair of tokens", len(v.rank)+2)
		}
		v.rank[[2]string{a, b}] = len(v.rank)
	}
	if err := s.Err(); err != nil {
		return nil, err
	}
	if len(v.rank) < merges {
		return nil, errors.New("it has too few lines to be CLIP's")
	}
	return v, nil
}

// letters gives each byte a printable letter, as GPT-2's encoding does: bytes
// that print stand for themselves, the others for letters from 256 on.
func letters() (of [256]string) {
	next := rune(256)
	for b := range 256 {
		switch {
		case b >= '!' && b <= '~', b >= 0xa1 && b <= 0xac, b >= 0xae:
			of[b] = string(rune(b))
		default:
			of[b] = string(next)
			next++
		}
	}
	return of
}

// Count is exactly how many tokens a text has.
func (v *Vocabulary) Count(text string) int {
	n := 0
	for _, p := range split(text) {
		n += v.count(p)
	}
	return n
}

// count merges the pair of the lowest rank until there is none.
func (v *Vocabulary) count(piece string) int {
	parts := make([]string, 0, len(piece))
	for i := range len(piece) {
		parts = append(parts, v.of[piece[i]])
	}
	parts[len(parts)-1] += "</w>"
	for len(parts) > 1 {
		best, at := merges, -1
		for i := range len(parts) - 1 {
			if rank, ok := v.rank[[2]string{parts[i], parts[i+1]}]; ok && rank < best {
				best, at = rank, i
			}
		}
		if at < 0 {
			break
		}
		a, b := parts[at], parts[at+1]
		kept := parts[:0]
		for i := 0; i < len(parts); i++ {
			if i+1 < len(parts) && parts[i] == a && parts[i+1] == b {
				kept = append(kept, a+b)
				i++
			} else {
				kept = append(kept, parts[i])
			}
		}
		parts = kept
	}
	return len(parts)
}
