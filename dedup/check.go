package dedup

// Check is the error that Run would give for these options, without a
// workspace.
func (o Options) Check() error { return o.withDefaults().check() }
