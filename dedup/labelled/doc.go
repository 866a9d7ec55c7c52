// Package labelled measures dedup: it makes a set whose truth is known from any
// folder of pictures, runs the stage on it, and counts what was found, missed
// and confused. From each picture come copies of every kind, crops, mirrored
// and turned ones, variants of which something was redrawn, and hard negatives
// that share much with it and are other pictures. The same folder, options and
// seed give the same set.
package labelled
