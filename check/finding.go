package check

import (
	"github.com/winnow-data/winnow/dataset"
	"github.com/winnow-data/winnow/tags"
)

// Findings are the faults of a result as rows of the captions table: missing
// tags are information, as is that there are no tags at all; inventions warn,
// the rest fails.
func Findings(r Result) []dataset.CheckFinding {
	list := make([]dataset.CheckFinding, 0, len(r.Missing)+len(r.Contradicted)+len(r.Invented)+len(r.Process))
	if r.Untagged {
		list = append(list, dataset.CheckFinding{Rule: "untagged", Severity: "info", Evidence: "no tags to judge against"})
	}
	for _, c := range r.Contradicted {
		list = append(list, dataset.CheckFinding{Rule: "contradicted", Severity: "fail", Tag: c.Tag, Start: int32(c.Start), End: int32(c.End), Evidence: c.Type + ": " + c.Span})
	}
	for _, f := range r.process {
		list = append(list, dataset.CheckFinding{Rule: f.kind, Severity: "fail", Start: int32(f.start), End: int32(f.end)})
	}
	for _, c := range r.claims {
		severity := "warn"
		if c.Weight < listed {
			severity = "info"
		}
		list = append(list, dataset.CheckFinding{Rule: "invented", Severity: severity, Tag: c.Tag, Start: int32(c.Start), End: int32(c.End), Evidence: c.Class})
	}
	for _, tag := range r.Missing {
		list = append(list, dataset.CheckFinding{Rule: "missing", Severity: "info", Tag: tag})
	}
	return list
}

// Judge is Check in the form in which the caption stage takes it, so that
// scores and findings are made anew whenever that stage writes its table.
func (o Options) Judge(c tags.Categories, caption, finish string) (score float64, findings []dataset.CheckFinding) {
	r := Check(c, caption, finish, o)
	return r.Score, Findings(r)
}
