package registry

import (
	"strings"
	"testing"
)

func TestUnknownNamesTheNearestFirst(t *testing.T) {
	s := New[int]("measure")
	for i, name := range []string{"sharpness", "aspect", "blur", "chroma"} {
		s.Add(name, i)
	}
	_, err := s.Get("chrome")
	if err == nil {
		t.Fatal("Get of an unknown name gave no error")
	}
	if want := `unknown measure "chrome": the known ones are chroma,`; !strings.HasPrefix(err.Error(), want) {
		t.Errorf("error %q does not start with %q", err, want)
	}
	if got, want := strings.Join(s.Names(), " "), "aspect blur chroma sharpness"; got != want {
		t.Errorf("Names() = %q, want %q", got, want)
	}
}

func TestUnknownListsWhatIsNotNearByAlphabet(t *testing.T) {
	err := Unknown("column", "widht", []string{"zebra", "width", "aspect", "bits_per_pixel"})
	if want := `unknown column "widht": the known ones are width, aspect, bits_per_pixel, zebra`; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
}

func TestAddTwicePanics(t *testing.T) {
	s := New[int]("measure")
	s.Add("blur", 1)
	defer func() {
		if recover() == nil {
			t.Error("a second declaration of a name did not panic")
		}
	}()
	s.Add("blur", 2)
}
