package tags_test

import (
	"fmt"
	"iter"
	"slices"

	"github.com/winnow-data/winnow/tags"
)

func ExampleGroupOf() {
	for _, tag := range []string{"1girl", "silver_hair", "frilled_dress", "holding_sword", "sitting", "from_above", "night_sky"} {
		fmt.Print(tags.GroupOf(tag), " ")
	}
	// Output: count hair attire object pose composition place
}

func ExampleParse() {
	fmt.Println(tags.Parse("(masterpiece:1.2), Long Hair, ganyu \\(genshin impact\\), ^_^"))
	// Output: [masterpiece long_hair ganyu_(genshin_impact) ^_^]
}

func ExampleOrder() {
	fmt.Println(tags.Order(tags.Sorted([]string{"outdoors", "white_dress", "smile", "1girl", "red_hair", "frilled_dress", "solo"})))
	// Output: [1girl solo red_hair smile white_dress frilled_dress outdoors]
}

func ExampleDescribe() {
	d := tags.Describe(tags.Categories{General: []string{"1girl", "solo"}}, "A portrait of a man.")
	fmt.Println(d.People, *d.Count, d.Gender, d.Framing)
	fmt.Println(d.Conflicts[0])
	// Output:
	// solo 1 female portrait
	// gender: the tags say female (1girl), the caption male (man)
}

func ExampleObjects() {
	for _, o := range tags.Objects(tags.Categories{General: []string{"1girl", "katana", "white_dress", "frilled_dress", "holding_sword"}}).Objects {
		fmt.Println(o.Object, o.Tags)
	}
	// Output:
	// count [1girl]
	// dress [white_dress frilled_dress]
	// katana [holding_sword katana]
}

func ExampleCount() {
	posts := [][]string{{"1girl", "hat", "smile"}, {"1girl", "hat"}, {"1boy", "smile"}}
	pairs, err := tags.Count(func() iter.Seq2[[]string, error] {
		return func(yield func([]string, error) bool) {
			for post := range slices.Values(posts) {
				if !yield(post, nil) {
					return
				}
			}
		}
	}, tags.CountOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s := pairs.Between("1girl", "hat")
	fmt.Printf("%d posts with both, lift %.1f\n", s.Support, s.Lift)
	// Output: 2 posts with both, lift 1.5
}
