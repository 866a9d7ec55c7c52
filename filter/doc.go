// Package filter measures frames and decides which images are fit to train on.
//
// A measure is one number about a frame, declared in a file of its own, and
// knows no threshold. A rule is a named condition over measures, columns of the
// images and tags, written in the recipe, and sees no pixels. Run applies the
// rules to the tables, so that a changed threshold opens no image.
//
// Lightness is luma as the planes of a frame have it, given as 0–1. Pictures
// with alpha are measured on white, and where the answer would depend on it
// (dark, bright, flat) on black too, so that neither ground condemns them.
package filter
