package caption

import "fmt"

// Validate is the error that Run would give for the names in these options,
// without a workspace.
func (o Options) Validate() error {
	if _, err := backends.Get(o.withDefaults().Backend); err != nil {
		return fmt.Errorf("caption: %w", err)
	}
	return nil
}
