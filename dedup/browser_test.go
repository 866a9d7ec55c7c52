package dedup

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/winnow-data/winnow/internal/pagetest"
)

// opened is the report of a set, in Chromium.
func opened(t *testing.T) context.Context {
	t.Helper()
	return pagetest.Open(t, func() string {
		_, text := reported(t, pictured(t), Options{})
		return text
	})
}

// shownAll waits until all pictures are there.
var shownAll = chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	_, err := chromedp.Poll[bool](`[...document.images].every(i => { i.loading = "eager"; return i.complete && i.naturalWidth > 0 })`)(ctx, target)
	return err
})

func TestTheReportInABrowser(t *testing.T) {
	ctx := opened(t)
	t.Run("asks for nothing outside, and shows its pictures", func(t *testing.T) {
		pagetest.Alone(t, ctx)
		if err := chromedp.Do(ctx, shownAll); err != nil {
			t.Errorf("some pictures are not shown: %v", err)
		}
	})
	const shown = `[...document.querySelectorAll("#list .group")].filter(e => e.checkVisibility()).map(e => e.querySelector(".path").textContent).join(" ")`
	t.Run("a class shows its groups only", func(t *testing.T) {
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(`.chip[data-class=crop]`))); err != nil {
			t.Fatal(err)
		}
		if got := pagetest.Evaluate[string](t, ctx, shown); got != "whole.png" {
			t.Errorf("crops are in the groups of %q, want whole.png", got)
		}
		if got := pagetest.Evaluate[string](t, ctx, `document.getElementById("count").textContent`); got != "1 of 2 groups" {
			t.Errorf("it says %q", got)
		}
		if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(`.chip[data-class=""]`))); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("the largest group can come first", func(t *testing.T) {
		got := pagetest.Evaluate[string](t, ctx, `(() => { const s = document.getElementById("sort"); s.value = "size"; s.dispatchEvent(new Event("change")); return `+shown+` })()`)
		if got != "best<b>.png whole.png" {
			t.Errorf("by size the groups are those of %q", got)
		}
	})
	t.Run("a long path in a conflict stays in its card", func(t *testing.T) {
		const long = `(() => { const ul = document.createElement("ul"); ul.className = "conflicts"; const li = document.createElement("li");
			li.textContent = "conflict: " + "a_long_folder/".repeat(60).replaceAll("/", "_"); ul.append(li); const card = document.querySelector("#list .group"); card.append(ul);
			const fits = card.scrollWidth <= card.clientWidth; ul.remove(); return fits })()`
		if !pagetest.Evaluate[bool](t, ctx, long) {
			t.Error("it runs out of the card")
		}
	})
	t.Run("everything that can be pressed has a name and shows its focus", func(t *testing.T) {
		pagetest.Reachable(t, ctx, `[...document.querySelectorAll("button, a, select")]`)
	})
	t.Run("both themes can be read", func(t *testing.T) { pagetest.Readable(t, ctx) })
	t.Run("a phone needs no scrolling sideways", func(t *testing.T) { pagetest.Narrow(t, ctx) })
	t.Run("prints", func(t *testing.T) { pagetest.Prints(t, ctx, 20_000) })
}
