// Package tags is what winnow knows about booru tags: their normal form, which
// of fifteen groups each belongs to, what excludes or implies what, how many
// people of which gender a list of tags and a caption speak of, how the
// picture is framed, in which order tags read well, and with which words a
// text states them. It is pure: no files, no images, no workspace.
//
// The knowledge is data in lexicon/*.txt, written for this project; the code
// applies it. A tag that the lexicon does not list is judged by its parts: a
// known prefix (holding_…), a known ending (…_hair), the head noun of what is
// before a preposition (panties_under_…), and only then by a default.
package tags
