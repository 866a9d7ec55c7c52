package dedup

// Validate is the error that Run would give for these options, without a
// workspace.
func (o Options) Validate() error { return o.withDefaults().check() }
