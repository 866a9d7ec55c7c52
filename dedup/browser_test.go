package dedup

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// browser opens the report of a set in Chromium.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		t.Skip("there is no Chromium on this machine: the page is not opened in a browser")
	}
	_, text := reported(t, pictured(t), Options{})
	page := filepath.Join(t.TempDir(), "duplicates.html")
	if err := os.WriteFile(page, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-component-update", true), chromedp.WSURLReadTimeout(time.Minute))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1200, 900), chromedp.Navigate("file://"+page)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

func evaluate[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return value
}

// shownAll waits until all pictures are there.
var shownAll = chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	_, err := chromedp.Poll[bool](`[...document.images].every(i => { i.loading = "eager"; return i.complete && i.naturalWidth > 0 })`)(ctx, target)
	return err
})

// unreadable lists the texts whose contrast with what is behind them is below 4.5.
const unreadable = `(() => {
  const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m };
  const light = c => c.slice(0, 3).map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] === 1) return c; } return [255, 255, 255, 1] };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; n = walk.nextNode();) {
    const e = n.parentElement;
    if (!n.data.trim() || ["SCRIPT", "STYLE", "TITLE"].includes(e.tagName) || !e.checkVisibility()) continue;
    const a = light(parse(getComputedStyle(e).color)), b = light(ground(e));
    const c = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (c < 4.5) bad.push(n.data.trim().slice(0, 40) + " " + c.toFixed(2));
  }
  return bad.join("; ");
})()`

func TestTheReportInABrowser(t *testing.T) {
	ctx := browser(t)
	t.Run("asks for nothing outside, and shows its pictures", func(t *testing.T) {
		if asked := evaluate[string](t, ctx, `performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith("data:")).join(" ")`); asked != "" {
			t.Errorf("the page asked for %s", asked)
		}
		if err := chromedp.Do(ctx, shownAll); err != nil {
			t.Errorf("some pictures are not shown: %v", err)
		}
	})
	const shown = `[...document.querySelectorAll("#list .group")].filter(e => e.checkVisibility()).map(e => e.querySelector(".path").textContent).join(" ")`
	t.Run("a class shows its groups only", func(t *testing.T) {
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(`.chip[data-class=crop]`))); err != nil {
			t.Fatal(err)
		}
		if got := evaluate[string](t, ctx, shown); got != "whole.png" {
			t.Errorf("crops are in the groups of %q, want whole.png", got)
		}
		if got := evaluate[string](t, ctx, `document.getElementById("count").textContent`); got != "1 of 2 groups" {
			t.Errorf("it says %q", got)
		}
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(`.chip[data-class=""]`))); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("the largest group can come first", func(t *testing.T) {
		got := evaluate[string](t, ctx, `(() => { const s = document.getElementById("sort"); s.value = "size"; s.dispatchEvent(new Event("change")); return `+shown+` })()`)
		if got != "best<b>.png whole.png" {
			t.Errorf("by size the groups are those of %q", got)
		}
	})
	t.Run("everything that can be pressed has a name and shows its focus", func(t *testing.T) {
		bad := evaluate[string](t, ctx, `[...document.querySelectorAll("button, a, select")].filter(e => {
			if (!(e.getAttribute("aria-label") || e.title || e.textContent).trim()) return true;
			e.focus({focusVisible: true});
			return document.activeElement !== e || getComputedStyle(e).outlineStyle === "none";
		}).map(e => e.outerHTML.slice(0, 80)).join("; ")`)
		if bad != "" {
			t.Errorf("without a name or a mark of focus: %s", bad)
		}
	})
	t.Run("both themes can be read", func(t *testing.T) {
		for range 2 {
			if bad := evaluate[string](t, ctx, unreadable); bad != "" {
				t.Errorf("%s theme: %s", evaluate[string](t, ctx, `document.documentElement.className || "light"`), bad)
			}
			if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS("#theme"))); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Run("a phone needs no scrolling sideways", func(t *testing.T) {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile)); err != nil {
			t.Fatal(err)
		}
		if wide := evaluate[int](t, ctx, `document.documentElement.scrollWidth`); wide > 360 {
			t.Errorf("the page is %d pixels wide on a screen of 360", wide)
		}
	})
	t.Run("prints", func(t *testing.T) {
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(pdf), "%PDF") || len(pdf) < 20_000 {
			t.Errorf("the print has %d bytes", len(pdf))
		}
	})
}
