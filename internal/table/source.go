package table

import (
	"encoding/json"
	"fmt"

	"github.com/winnow-data/winnow/dataset"
)

// SourceOf is the absolute path of the folder that the workspace was scanned
// from, as the footer of its images table records it.
func SourceOf(ws dataset.Workspace) (string, error) {
	footer, err := ReadFooter(ws.Table(dataset.TableImages))
	if err != nil {
		return "", err
	}
	var recorded struct {
		Source string `json:"source"`
	}
	if err := json.Unmarshal(footer.Options, &recorded); err != nil || recorded.Source == "" {
		return "", fmt.Errorf("read %s: it does not say which folder was scanned: scan it again", ws.Table(dataset.TableImages))
	}
	return recorded.Source, nil
}
