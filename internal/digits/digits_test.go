package digits

import "testing"

func TestGroups(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", -1234567: "-1,234,567"} {
		if got := Commas(n); got != want {
			t.Errorf("Commas(%d) = %q, want %q", n, got, want)
		}
	}
	if got, want := Thin(1234567), "1\u2009234\u2009567"; got != want {
		t.Errorf("Thin(1234567) = %q, want %q", got, want)
	}
}

func TestOneThingIsNotSeveral(t *testing.T) {
	for n, want := range map[int64]string{0: "0 images", 1: "1 image", 2: "2 images", 1001: "1,001 images", -1: "-1 images"} {
		if got := Count(n, "image"); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
	if one, two := Form(1, "image has", "images have"), Form(2, "image has", "images have"); one != "image has" || two != "images have" {
		t.Errorf("Form: %q and %q", one, two)
	}
}
