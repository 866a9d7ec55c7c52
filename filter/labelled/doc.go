// Package labelled measures how right the default rules and measures of package
// filter are, on pictures whose truth is known because they are made here:
// lettering of several scripts set on art, colour taken away, light taken away,
// sharpness taken away. `winnow bench filter` prints what it finds. Limits are
// fitted on one half of the art and judged on the other.
//
// Letters are of the fonts of the program, those of the system that fonts.go names,
// and those of folders. The trees of package filter were fitted with `--limit 60
// --drawn 160` on the folders that docs/calibration.md names, and with these packages
// of Debian 12 for `--fonts`: fonts-vlgothic, -mplus, -sawarabi-gothic,
// -motoya-l-cedar, -unfonts-core, -arphic-ukai, -arphic-gkai00mp, -cwtex-yen,
// -cwtex-heib, -wqy-microhei, -open-sans, -lato, -freefont-ttf, -crosextra-carlito,
// -lobster, -roboto-slab, -play, -dosis, -bebas-neue, -ebgaramond, -linuxlibertine,
// -dancingscript, -humor-sans, -fantasque-sans, -breip, -gfs-artemisia, -tomsontalks,
// -ecolier-court, -jura, -quicksand, -paratype, -averia-sans-gwf, -comfortaa,
// -kouzan-mouhitsu, -seto. The page was measured with these, and for `--unseen-fonts`
// with fonts-ipafont-mincho, -ipafont-gothic, -wqy-zenhei, -nanum, -comic-neue,
// -cantarell, -hack, -cabin, -karla, -vollkorn, -oldstandard, -yanone-kaffeesatz,
// -lobstertwo, -kiloji, -croscore, -sil-andika.
package labelled
