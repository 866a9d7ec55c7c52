package stats

import "encoding/json"

// MarshalJSON gives the form that docs/report.md documents.
func (r Report) MarshalJSON() ([]byte, error) {
	stages := map[string]any{}
	for i := range r.Stages {
		stages[r.Stages[i].Name] = r.Stages[i].object()
	}
	return json.Marshal(struct {
		Stage         string         `json:"stage"`
		Source        string         `json:"source"`
		Found         int64          `json:"found"`
		Kept          int64          `json:"kept"`
		Duplicate     int64          `json:"duplicate"`
		Filtered      int64          `json:"filtered"`
		Failed        int64          `json:"failed"`
		Dropped       map[string]any `json:"dropped"`
		Stages        map[string]any `json:"stages"`
		Findings      []Finding      `json:"findings"`
		Intersections []Intersection `json:"intersections"`
		Predictions   []Prediction   `json:"predictions"`
		Comparisons   []Comparison   `json:"comparisons,omitempty"`
		Gates         []GateResult   `json:"gates,omitempty"`
		Notes         []string       `json:"notes,omitempty"`
	}{Stage, r.Source, r.Funnel.Found, r.Funnel.Kept, r.Funnel.Duplicate, r.Funnel.Filtered, r.Funnel.Failed,
		counts(r.Dropped), stages, r.Findings, r.Intersections, r.Predictions, r.Comparisons, r.Gates, r.Notes})
}

func counts(shares []Share) map[string]any {
	out := map[string]any{}
	for _, s := range shares {
		out[s.Value] = s.N
	}
	return out
}

// valueObject is one value; its name is the key.
type valueObject struct {
	N     int64   `json:"n"`
	Share float64 `json:"share"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// alwaysUnknown are the properties whose unknown is there also when it is 0.
var alwaysUnknown = map[string]bool{"people": true, "gender": true, "framing": true}

func (s *StageReport) object() map[string]any {
	out := map[string]any{"n": s.N}
	spreads, leans := map[string]*Spread{}, map[string]*Lean{}
	for _, d := range s.Distributions {
		values := map[string]valueObject{}
		for _, v := range d.Shares {
			if v.Value == Unknown && v.N == 0 && !alwaysUnknown[d.Property.Name] {
				continue
			}
			values[v.Value] = valueObject{v.N, v.Share, v.Low, v.High}
		}
		out[d.Property.Name] = values
		if d.Spread != nil {
			spreads[d.Property.Name] = d.Spread
		}
		if d.Lean != nil && d.Lean.Distinct > 0 {
			leans[d.Property.Name] = d.Lean
		}
	}
	out["numbers"] = spreads
	out["concentration"] = leans
	return out
}
