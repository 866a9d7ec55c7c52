package stats

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// browser opens the report of a drawn set in Chromium.
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
	r, err := Run(t.Context(), drawn(t), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(page, []byte(pageOf(t, &r)), 0o644); err != nil {
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

// settled waits until all pictures that are being loaded are there.
var settled = chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
	_, err := chromedp.Poll[bool](`[...document.querySelectorAll("dialog img")].every(i => i.complete)`)(ctx, target)
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

func TestPageInABrowser(t *testing.T) {
	ctx := browser(t)
	t.Run("asks for nothing outside", func(t *testing.T) {
		if asked := evaluate[string](t, ctx, `performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith("data:")).join(" ")`); asked != "" {
			t.Errorf("the page asked for %s", asked)
		}
	})
	t.Run("a bar opens the pictures behind it", func(t *testing.T) {
		const bar = `button.row[data-key="gender/female"]`
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(".property "+bar)), chromedp.WaitVisible(chromedp.CSS("dialog[open] img")), settled); err != nil {
			t.Fatal(err)
		}
		shown := evaluate[int](t, ctx, `[...document.querySelectorAll("dialog img")].filter(i => i.complete && i.naturalWidth > 0).length`)
		if shown == 0 {
			t.Error("no picture is shown")
		}
		if title := evaluate[string](t, ctx, `document.getElementById("behind-title").textContent`); title != "gender: female" {
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
		if inside := evaluate[bool](t, ctx, `document.querySelector("dialog").contains(document.activeElement)`); !inside {
			t.Error("the focus is not in the dialog")
		}
		if name := evaluate[string](t, ctx, `document.querySelector("dialog figcaption .mono").textContent`); !strings.HasSuffix(name, ".jpg") {
			t.Errorf("a picture is called %q, want the name of its file", name)
		}
		if err := chromedp.Do(ctx, chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS("dialog[open]"))); err != nil {
			t.Fatal(err)
		}
		if back := evaluate[string](t, ctx, `document.activeElement.dataset.key || document.activeElement.tagName`); back != "people/solo" {
			t.Errorf("the focus went to %s", back)
		}
	})
	t.Run("everything that can be pressed has a name and shows its focus", func(t *testing.T) {
		bad := evaluate[string](t, ctx, `[...document.querySelectorAll("button, a, summary")].filter(e => e.checkVisibility()).filter(e => {
			if (!(e.getAttribute("aria-label") || e.title || e.textContent).trim()) return true;
			e.focus({focusVisible: true});
			return document.activeElement !== e || getComputedStyle(e).outlineStyle === "none";
		}).map(e => e.outerHTML.slice(0, 80)).join("; ")`)
		if bad != "" {
			t.Errorf("without a name or a mark of focus: %s", bad)
		}
	})
	t.Run("every value can be opened", func(t *testing.T) {
		missing := evaluate[string](t, ctx, `(() => { const s = JSON.parse(document.getElementById("images").textContent);
			return [...document.querySelectorAll("[data-key]")].filter(b => !b.textContent.includes(" 0 ") && !b.textContent.match(/(^|\s)0\s+·/) && !(s.behind[b.dataset.key] || []).length).map(b => b.dataset.key).join(" ") })()`)
		if missing != "" {
			t.Errorf("nothing is behind %s", missing)
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
		if !strings.HasPrefix(string(pdf), "%PDF") || len(pdf) < 50_000 {
			t.Errorf("the print has %d bytes", len(pdf))
		}
		keep(t, "report.pdf", pdf)
	})
}

// keep writes a file to the folder that WINNOW_REPORTS names, to be looked at.
func keep(t *testing.T, name string, file []byte) {
	t.Helper()
	if dir := os.Getenv("WINNOW_REPORTS"); dir != "" {
		write(t, filepath.Join(dir, name), file)
	}
}
