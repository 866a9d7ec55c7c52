package retag

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/winnow-data/winnow/internal/place"
	"github.com/winnow-data/winnow/tags"
)

// aliases are other names of tags.
type aliases struct {
	to     map[string]string // resolved to the end of each chain
	sha    string            // of the file
	cycles []string          // names that lead back to themselves and are left alone
}

// mostAliases is the bytes of a file of aliases at most: all of Danbooru's are
// within 20 MB.
const mostAliases = 256 << 20

// readAliases reads a CSV file of either form, decided line by line: two
// fields are alias and tag; more are tag, category, count and aliases. An
// alias that is itself a tag of the file keeps its own name.
func readAliases(name string) (aliases, error) {
	a := aliases{to: map[string]string{}}
	if name == "" {
		return a, nil
	}
	text, err := place.ReadWhole(name, mostAliases)
	if err != nil {
		return a, fmt.Errorf("read the aliases: %w", err)
	}
	lines := csv.NewReader(bytes.NewReader(text))
	lines.FieldsPerRecord, lines.LazyQuotes, lines.ReuseRecord = -1, true, true
	for {
		record, err := lines.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return a, fmt.Errorf("read the aliases in %s: %w", name, err)
		}
		if err := a.add(record); err != nil {
			line, _ := lines.FieldPos(0)
			return a, fmt.Errorf("read the aliases in %s, line %d: %w", name, line, err)
		}
	}
	sum := sha256.Sum256(text)
	a.sha = hex.EncodeToString(sum[:])
	a.resolve()
	return a, nil
}

func (a *aliases) add(record []string) error {
	switch {
	case len(record) == 1 && strings.TrimSpace(record[0]) == "":
		return nil
	case len(record) == 2:
		a.put(record[0], record[1])
	case len(record) == 3 || len(record) == 4:
		if len(record) == 3 {
			return nil // a tag without aliases
		}
		for _, other := range strings.Split(record[3], ",") {
			a.put(other, record[0])
		}
	default:
		return fmt.Errorf("it has %d fields: want alias,tag or tag,category,count,\"aliases\"", len(record))
	}
	return nil
}

// put keeps the first meaning of an alias.
func (a *aliases) put(alias, tag string) {
	alias, tag = tags.Normal(alias), tags.Normal(tag)
	if alias == "" || tag == "" || alias == tag || strings.HasPrefix(alias, "/") {
		return
	}
	if _, ok := a.to[alias]; !ok {
		a.to[alias] = tag
	}
}

// resolve follows chains to their ends. Names on a cycle are left alone.
func (a *aliases) resolve() {
	resolved := make(map[string]string, len(a.to))
	for alias := range a.to {
		seen := map[string]bool{alias: true}
		end := a.to[alias]
		for {
			next, more := a.to[end]
			if !more || seen[end] {
				break
			}
			seen[end] = true
			end = next
		}
		if _, more := a.to[end]; more {
			a.cycles = append(a.cycles, alias)
			continue
		}
		resolved[alias] = end
	}
	slices.Sort(a.cycles)
	a.to = resolved
}
