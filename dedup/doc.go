// Package dedup decides which images are the same picture, says how they
// differ, and keeps the better one. It is the stage between scan, which calls
// Print on each frame, and everything that should see each picture once.
//
// It works in two steps. Candidates are found by 256-bit hashes of two views of
// each picture (whole, and without its uniform margins; over white and over
// black where the picture lets its background through), each compared in the
// eight positions that mirroring and quarter turns give. A candidate pair is
// then laid on one another on thumbnails, aligned, toned and compared tile by
// tile, in luma and chroma: that is what tells a re-encoded copy from a drawing
// of which something was redrawn. No file is opened for it.
//
// Groups are stars: all members were verified against the survivor itself, so
// that a chain of small differences never joins two different pictures. The
// survivor is the best picture by an order that is the same whatever the order
// of the files.
package dedup
