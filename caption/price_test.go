package caption

import (
	"strings"
	"testing"
	"time"
)

func TestFilesOfPricesAreReadStrictly(t *testing.T) {
	for text, want := range map[string]string{
		``:                                  "EOF: want {",
		`null`:                              `date is ""`,
		`[]`:                                "want {",
		`{"date":"2026-01-01","model":{}}`:  `unknown field "model"`,
		`{"date":"2026-01-01","models":{}}`: "no models",
		`{"models":{"x":{"in":1,"out":2}}}`: `date is ""`,
		`{"date":"tomorrow","models":{"x":{"in":1,"out":2}}}`:                                           `date is "tomorrow"`,
		`{"date":"2026-01-01","models":{"x":{"input":1,"out":2}}}`:                                      `unknown field "input"`,
		`{"date":"2026-01-01","models":{"x":{"in":1}}}`:                                                 "price of x: it wants both",
		`{"date":"2026-01-01","models":{"x":null}}`:                                                     "price of x: it wants both",
		`{"date":"2026-01-01","models":{"x":{"in":-1,"out":2}}}`:                                        "price of x: it must not be negative",
		`{"date":"2026-01-01","models":{"x":{"in":1e400,"out":2}}}`:                                     "1e400",
		`{"date":"2026-01-01","models":{"x":{"in":1,"out":2,"batch":50}}}`:                              "price of x: batch is 50",
		`{"date":"2026-01-01","models":{"x":{"in":1,"out":2,"image":"tiles 85"}}}`:                      `image is "tiles 85": want`,
		`{"date":"2026-01-01","models":{"x":{"in":1,"out":2,"image":"squares nan"}}}`:                   `"nan" is no number`,
		`{"date":"2026-01-01","models":{"x":{"in":1,"out":2,"image":"patches -3"}}}`:                    `"-3" is no number`,
		`{"date":"2026-01-01","models":{"x":{"in":1,"out":2},"a":{"in":1,"out":2,"image":"stamps 3"}}}`: `price of a: image is "stamps 3": want`,
	} {
		if _, err := priceOf("x", write(t, "prices.json", text)); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v, want one line with %q", text, err, want)
		}
	}
	p, err := priceOf("somebody/x-2026-05-05", write(t, "prices.json", `{"date":"2026-01-01","models":{"x":{"in":1,"out":2,"batch":0.25,"image":" squares  100 "}}}`))
	if err != nil || !p.Known || p.In != 1 || p.Out != 2 || p.Batch != .25 || p.Date != "2026-01-01" || p.imageTokens(1000, 1000, "") != 400 {
		t.Errorf("price %+v (%v)", p, err)
	}
}

func TestOurPricesCountPicturesAsTheProvidersDo(t *testing.T) {
	for _, tt := range []struct {
		model, detail string
		w, h          int
		want          int64
	}{
		{"gpt-4o", "high", 1024, 1024, 765}, {"gpt-4o", "low", 1024, 1024, 85}, {"gpt-4o", "high", 2048, 4096, 1105},
		{"gpt-4.1-mini", "", 1024, 1024, 1658}, {"gemini-2.5-flash", "", 384, 384, 258}, {"gemini-2.5-flash", "", 1000, 700, 516}, {"nobody's", "", 750, 1000, 1001},
	} {
		p, err := priceOf(tt.model, "")
		if got := p.imageTokens(tt.w, tt.h, tt.detail); err != nil || got != tt.want {
			t.Errorf("%s counts %d×%d as %d tokens, want %d (%v)", tt.model, tt.w, tt.h, got, tt.want, err)
		}
		if _, err := time.Parse(time.DateOnly, p.Date); p.Known && err != nil {
			t.Errorf("the price of %s is of %q", tt.model, p.Date)
		}
	}
}
