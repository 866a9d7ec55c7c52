package stats

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/winnow-data/winnow/internal/pagetest"
)

// opened is the report of a drawn set, in Chromium.
func opened(t *testing.T) context.Context {
	t.Helper()
	return pagetest.Open(t, func() string {
		r, err := Run(t.Context(), drawn(t), Options{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		return pageOf(t, &r)
	})
}

// settled waits until all pictures that are being loaded are there.
var settled = chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
	_, err := chromedp.Poll[bool](`[...document.querySelectorAll("dialog img")].every(i => i.complete)`)(ctx, target)
	return err
})

func TestPageInABrowser(t *testing.T) {
	t.Parallel()
	ctx := opened(t)
	t.Run("asks for nothing outside", func(t *testing.T) {
		pagetest.Alone(t, ctx)
	})
	t.Run("a bar opens the pictures behind it", func(t *testing.T) {
		const bar = `button.row[data-key="gender/female"]`
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(".property "+bar)), chromedp.WaitVisible(chromedp.CSS("dialog[open] img")), settled); err != nil {
			t.Fatal(err)
		}
		shown := pagetest.Evaluate[int](t, ctx, `[...document.querySelectorAll("dialog img")].filter(i => i.complete && i.naturalWidth > 0).length`)
		if shown == 0 {
			t.Error("no picture is shown")
		}
		if title := pagetest.Evaluate[string](t, ctx, `document.getElementById("behind-title").textContent`); title != "gender: female" {
			t.Errorf("the title is %q", title)
		}
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS("#close")), chromedp.WaitNotPresent(chromedp.CSS("dialog[open]"))); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("the keyboard opens a bar, closes it, and is back where it was", func(t *testing.T) {
		const bar = `.property button.row[data-key="people/solo"]`
		if err := chromedp.Do(ctx, chromedp.Focus(chromedp.CSS(bar)), chromedp.KeyEvent("\r"), chromedp.WaitVisible(chromedp.CSS("dialog[open] img")), settled); err != nil {
			t.Fatal(err)
		}
		if inside := pagetest.Evaluate[bool](t, ctx, `document.querySelector("dialog").contains(document.activeElement)`); !inside {
			t.Error("the focus is not in the dialog")
		}
		if name := pagetest.Evaluate[string](t, ctx, `document.querySelector("dialog figcaption .mono").textContent`); !strings.HasSuffix(name, ".jpg") {
			t.Errorf("a picture is called %q, want the name of its file", name)
		}
		if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS("dialog[open]"))); err != nil {
			t.Fatal(err)
		}
		if back := pagetest.Evaluate[string](t, ctx, `document.activeElement.dataset.key || document.activeElement.tagName`); back != "people/solo" {
			t.Errorf("the focus went to %s", back)
		}
	})
	t.Run("everything that can be pressed has a name and shows its focus", func(t *testing.T) {
		pagetest.Reachable(t, ctx, `[...document.querySelectorAll("button, a, summary")].filter(e => e.checkVisibility())`)
	})
	t.Run("every value can be opened", func(t *testing.T) {
		missing := pagetest.Evaluate[string](t, ctx, `(() => { const s = JSON.parse(document.getElementById("images").textContent);
			return [...document.querySelectorAll("[data-key]")].filter(b => !b.textContent.includes(" 0 ") && !b.textContent.match(/(^|\s)0\s+·/) && !(s.behind[b.dataset.key] || []).length).map(b => b.dataset.key).join(" ") })()`)
		if missing != "" {
			t.Errorf("nothing is behind %s", missing)
		}
	})
	t.Run("both themes can be read", func(t *testing.T) { pagetest.Readable(t, ctx) })
	t.Run("a phone needs no scrolling sideways", func(t *testing.T) { pagetest.Narrow(t, ctx) })
	t.Run("prints", func(t *testing.T) { keep(t, "report.pdf", pagetest.Prints(t, ctx, 50_000)) })
}

// keep writes a file to the folder that WINNOW_REPORTS names, to be looked at.
func keep(t *testing.T, name string, file []byte) {
	t.Helper()
	if dir := os.Getenv("WINNOW_REPORTS"); dir != "" {
		write(t, filepath.Join(dir, name), file)
	}
}
