package dataset

import "fmt"

// Summary is what a stage did, counted in files unless Counts says otherwise.
type Summary struct {
	Stage    string           `json:"stage"`
	Found    int64            `json:"found"`
	Kept     int64            `json:"kept"`
	Dropped  map[string]int64 `json:"dropped"` // by rule or class; one image may count under several
	Failed   int64            `json:"failed"`
	Counts   map[string]int64 `json:"counts,omitempty"`     // what else the stage counted, by name
	Notes    []string         `json:"notes,omitempty"`      // sentences that the user should read
	Files    []string         `json:"files,omitempty"`      // what was written
	UpToDate bool             `json:"up_to_date,omitempty"` // nothing had changed, so nothing was written
}

// Funnel is how many files each stage left. It must add up.
type Funnel struct {
	Found     int64 `json:"found"`
	Kept      int64 `json:"kept"`
	Duplicate int64 `json:"duplicate"`
	Filtered  int64 `json:"filtered"`
	Failed    int64 `json:"failed"`
}

// Check is an error unless found = kept + duplicate + filtered + failed.
func (f Funnel) Check() error {
	if sum := f.Kept + f.Duplicate + f.Filtered + f.Failed; sum != f.Found {
		return fmt.Errorf("the counts do not add up: found %d, but kept %d + duplicate %d + filtered %d + failed %d = %d",
			f.Found, f.Kept, f.Duplicate, f.Filtered, f.Failed, sum)
	}
	return nil
}
