// Package stats measures what a set is biased to, at every stage of its
// making: as found, without duplicates, as kept, and as exported. It counts
// properties of the images (orientation, framing, people, gender, colour, …),
// gives each share with its 95 % interval, says in sentences what is skewed and
// which line of the recipe would balance it, and shows which properties go
// together more often than chance allows.
//
// What cannot be known of an image is unknown, and counted apart: shares are of
// the images of which the property is known.
//
// A report is written as text, JSON, Markdown or one self-contained HTML file.
package stats
