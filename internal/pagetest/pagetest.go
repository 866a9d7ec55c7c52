// Package pagetest opens pages that winnow makes in Chromium, and holds what is
// asked of each of them. It is for tests only.
package pagetest

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

// Open shows a page, on a screen of 1200×900, until the test ends. It skips the
// test where there is no Chromium; page is not asked for then.
func Open(t *testing.T, page func() string) context.Context {
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
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte(page()), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-component-update", true), chromedp.WSURLReadTimeout(time.Minute))...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1200, 900), chromedp.Navigate("file://"+file)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// Evaluate gives the value of a script on the page.
func Evaluate[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return value
}

// Alone holds that the page asks for nothing but itself.
func Alone(t *testing.T, ctx context.Context) {
	t.Helper()
	if asked := Evaluate[string](t, ctx, `performance.getEntriesByType("resource").map(e => e.name).filter(n => !n.startsWith("data:")).join(" ")`); asked != "" {
		t.Errorf("the page asked for %s", asked)
	}
}

// Reachable holds that each element of a list, which a script gives, has a name
// and shows its focus.
func Reachable(t *testing.T, ctx context.Context, elements string) {
	t.Helper()
	bad := Evaluate[string](t, ctx, elements+`.filter(e => {
		if (!(e.getAttribute("aria-label") || e.title || e.textContent).trim()) return true;
		e.focus({focusVisible: true});
		return document.activeElement !== e || getComputedStyle(e).outlineStyle === "none";
	}).map(e => e.outerHTML.slice(0, 80)).join("; ")`)
	if bad != "" {
		t.Errorf("without a name or a mark of focus: %s", bad)
	}
}

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

// Readable holds that both themes have contrast; #theme changes from one to the other.
func Readable(t *testing.T, ctx context.Context) {
	t.Helper()
	for range 2 {
		if bad := Evaluate[string](t, ctx, unreadable); bad != "" {
			t.Errorf("%s theme: %s", Evaluate[string](t, ctx, `document.documentElement.className || "light"`), bad)
		}
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS("#theme"))); err != nil {
			t.Fatal(err)
		}
	}
}

// Narrow holds that a phone needs no scrolling sideways.
func Narrow(t *testing.T, ctx context.Context) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile)); err != nil {
		t.Fatal(err)
	}
	if wide := Evaluate[int](t, ctx, `document.documentElement.scrollWidth`); wide > 360 {
		t.Errorf("the page is %d pixels wide on a screen of 360", wide)
	}
}

// Prints holds that the page makes a print of at least so many bytes, and gives it.
func Prints(t *testing.T, ctx context.Context, least int) []byte {
	t.Helper()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(pdf), "%PDF") || len(pdf) < least {
		t.Errorf("the print has %d bytes", len(pdf))
	}
	return pdf
}
