package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/winnow-data/winnow/"

// floors says on which floor each package stands. Imports go downward only.
var floors = map[string]int{
	"dataset": 0, "internal/chat/fake": 0, "internal/registry": 0, "internal/sample": 0, "internal/place": 0, "internal/inflate": 0, "internal/lanes": 0, "internal/digits": 0, "internal/memo": 0, "internal/pagetest": 0, "internal/raced": 0, "internal/prose": 0,
	"internal/decode": 1, "internal/table": 1, "internal/ledger": 1, "internal/pool": 1, "internal/expression": 1,
	"internal/recipe": 1, "internal/lock": 1, "internal/chat": 1, "internal/clip": 1, "tags": 1,
	"internal/hamming": 2, "internal/thumbnail": 2, "internal/view": 2, "check": 2, "compose": 2,
	"scan": 3, "dedup": 3, "retag": 3, "filter": 3, "stats": 3, "caption": 3, "export": 3,
	"dedup/labelled": 4, "filter/labelled": 4,
	"cmd": 5, "cmd/winnow": 6,
}

// homes are dependencies that only one package may import outside tests.
var homes = map[string]string{
	"github.com/parquet-go/parquet-go":  "internal/table",
	"modernc.org/sqlite":                "internal/ledger",
	"github.com/expr-lang/expr":         "internal/expression",
	"github.com/goccy/go-yaml":          "internal/recipe",
	"github.com/gofrs/flock":            "internal/lock",
	"github.com/gen2brain/jpegn":        "internal/decode",
	"github.com/gen2brain/avif":         "internal/decode",
	"github.com/gen2brain/heic":         "internal/decode",
	"github.com/gen2brain/jpegxl":       "internal/decode",
	"golang.org/x/image/webp":           "internal/decode",
	"github.com/bep/imagemeta":          "internal/decode",
	"github.com/corona10/goimagehash":   "dedup",
	"github.com/sashabaranov/go-openai": "internal/chat",
	"github.com/spf13/cobra":            "cmd",
	"golang.org/x/term":                 "cmd",
	"golang.org/x/sys/cpu":              "internal/lanes",
	"golang.org/x/sync/semaphore":       "internal/pool",
}

type listed struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-tags", "nodynamic", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func TestImportsGoDownward(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		floor, ok := floors[name]
		if !ok {
			t.Errorf("package %s has no floor: give it one in this test and in ARCHITECTURE.md", name)
			continue
		}
		for _, imported := range p.Imports {
			if below, ours := strings.CutPrefix(imported, module); ours && floors[below] >= floor {
				t.Errorf("%s (floor %d) imports %s (floor %d)", name, floor, below, floors[below])
			}
			if name == "dataset" && strings.Contains(imported, ".") {
				t.Errorf("dataset imports %s; it may import the standard library only", imported)
			}
		}
	}
}

func TestDependenciesHaveOneHome(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, module)
		for _, imported := range p.Imports {
			for dependency, home := range homes {
				if (imported == dependency || strings.HasPrefix(imported, dependency+"/")) && name != home {
					t.Errorf("%s imports %s, whose home is %s", name, imported, home)
				}
			}
		}
	}
}
