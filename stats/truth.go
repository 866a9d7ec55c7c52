package stats

// TruthLine is a share that was drawn, beside what the report says of it.
type TruthLine struct {
	Stage    string  `json:"stage"`
	Property string  `json:"property"`
	Value    string  `json:"value"`
	Truth    float64 `json:"truth"`
	Share    float64 `json:"share"`
	Low      float64 `json:"low"`
	High     float64 `json:"high"`
	Held     bool    `json:"held"` // the truth is within the interval
}

// Check sets a report of an invented workspace beside the truth.
func (t Truth) Check(r *Report) []TruthLine {
	var lines []TruthLine
	for _, stage := range r.Stages {
		for _, want := range []struct {
			property, value string
			share           float64
		}{
			{"orientation", "portrait", t.Portrait},
			{"gender", "female", t.Female},
			{"people", "multi", t.Multi},
			{"colour", "grey", t.Grey},
		} {
			for _, d := range stage.Distributions {
				if d.Property.Name != want.property {
					continue
				}
				s := d.value(want.value)
				lines = append(lines, TruthLine{stage.Name, want.property, want.value, want.share, s.Share, s.Low, s.High,
					s.N > 0 && s.Low <= want.share && want.share <= s.High})
			}
		}
	}
	return lines
}
