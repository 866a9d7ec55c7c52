// Package compose writes fluent English from tags alone, offline, the same
// text for the same tags and id: who is there, what they look like and wear,
// what they do, where and when, and how the picture is made. Its captions are
// good enough to train on, and pass package check against their own tags.
package compose
