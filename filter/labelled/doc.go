// Package labelled measures how right the default rules and measures of package
// filter are, on pictures whose truth is known because they are made here:
// lettering of several scripts set on art, colour taken away, light taken away,
// sharpness taken away. `winnow bench filter` prints what it finds. Limits are
// fitted on one half of the art and judged on the other.
package labelled
