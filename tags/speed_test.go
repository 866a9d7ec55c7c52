package tags

import (
	"encoding/json"
	"testing"
)

// somePosts have thirty tags of a skewed vocabulary, and a caption.
func somePosts(n int) []Categories {
	words := []string{}
	for tag := range theLexicon().exact {
		words = append(words, tag)
	}
	var posts []Categories
	for post := range zipf(4, n, 30, len(words))() {
		c := Categories{Character: []string{"hatsune_miku"}, Copyright: []string{"vocaloid"}, Artist: []string{"somebody"}, Meta: []string{"highres"}, Rating: "g"}
		for _, name := range post {
			i := 0
			for _, d := range name[len("tag_"):] {
				i = i*10 + int(d-'0')
			}
			c.General = append(c.General, words[i])
		}
		posts = append(posts, c)
	}
	return posts
}

func perPost(b *testing.B, work func(Categories)) {
	posts := somePosts(1000)
	b.ReportAllocs()
	b.ResetTimer()
	i := 0
	for b.Loop() {
		work(posts[i%len(posts)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}

func BenchmarkGroup(b *testing.B)        { perPost(b, func(c Categories) { Grouped(c) }) }
func BenchmarkOrder(b *testing.B)        { perPost(b, func(c Categories) { Order(c) }) }
func BenchmarkDescribeTags(b *testing.B) { perPost(b, func(c Categories) { Describe(c, "") }) }
func BenchmarkDescribeBoth(b *testing.B) {
	const caption = "A girl with long blonde hair stands outdoors in a white dress, looking at the viewer, and holds a straw hat in both hands. Behind her a boy runs along the beach."
	perPost(b, func(c Categories) { Describe(c, caption) })
}
func BenchmarkConflicts(b *testing.B) { perPost(b, func(c Categories) { Conflicts(c.General) }) }
func BenchmarkReadJSON(b *testing.B) {
	var lines [][]byte
	for _, c := range somePosts(200) {
		line, err := json.Marshal(c)
		if err != nil {
			b.Fatal(err)
		}
		lines = append(lines, line)
	}
	i := 0
	for b.Loop() {
		var c Categories
		if err := c.UnmarshalJSON(lines[i%len(lines)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
}
