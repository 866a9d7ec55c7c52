// Package check judges a caption against the tags of its image, offline and in
// microseconds: which tags it states and where (coverage), what it says that
// the tags exclude (contradiction), which visible things it names that nobody
// tagged (invention), and whether the text came about properly at all (process
// failures: refusals, cut-off sentences, leaked tags, loops …). Tags are
// trusted; the caption is judged.
//
// A caption is cut into words, every word gets its scope (denied, quoted,
// compared, hypothetical), and a small chunker binds colours, lengths and
// numbers to the nouns that they belong to. What the words mean is data in
// lexicon/*.list, beside the knowledge of package tags. There is no model and
// no rule for a single sentence.
package check
