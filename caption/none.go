package caption

// BackendNone is the name of the backend that makes no captions.
const BackendNone = "none"

var _ = register(&Backend{
	Name:  BackendNone,
	Doc:   "no captions: train on tags only",
	Write: func(Options) (func(*Subject) string, error) { return func(*Subject) string { return "" }, nil },
})
