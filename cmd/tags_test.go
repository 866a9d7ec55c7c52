package cmd

import (
	"strings"
	"testing"
)

func TestTagsOfTheCommandLineAreShownTheirWay(t *testing.T) {
	for _, name := range []string{"group", "order"} {
		root := (&app{}).root()
		c, _, err := root.Find([]string{"tags", name})
		if err != nil {
			t.Fatal(err)
		}
		err = c.Args(c, []string{"1girl solo"})
		if err == nil || !strings.Contains(err.Error(), "| winnow tags "+name+" --from -") {
			t.Errorf("tags %s '1girl solo': %v, want it to show how it is called", name, err)
		}
		if err := c.Args(c, nil); err != nil {
			t.Errorf("tags %s without tags: %v", name, err)
		}
	}
}
