package caption

import "fmt"

// Check is the error that Run would give for the names in these options,
// without a workspace.
func (o Options) Check() error {
	if _, err := backends.Get(o.withDefaults().Backend); err != nil {
		return fmt.Errorf("caption: %w", err)
	}
	return nil
}
