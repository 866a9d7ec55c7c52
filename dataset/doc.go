// Package dataset is the vocabulary of winnow: the rows of every table, the
// decoded Frame that measures share, the Mapper that a pool or a cluster
// drives, and the Workspace that holds the tables. It imports the standard
// library only, so that every other package, and other programs, can speak it.
//
// A dataset is a source that is never written to, plus a workspace of Parquet
// tables. The key everywhere is the id: the lower-case hexadecimal SHA-256 of
// an image file's bytes.
package dataset
