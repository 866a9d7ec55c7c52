package scan

import (
	_ "embed"
	"fmt"
)

// Options of a scan. The zero value is the default.
type Options struct {
	MaxPixels int64   `json:"max_pixels" yaml:"max_pixels"` // larger images are refused by their header; 0 = 256 million
	MaxBytes  int64   `json:"max_bytes" yaml:"max_bytes"`   // larger files are not read; 0 = 512 MiB
	TimeLimit float64 `json:"time_limit" yaml:"time_limit"` // seconds that decoding one image may take; 0 = 60
	// What follows changes nothing in the tables.
	Workers int   `json:"-" yaml:"workers"` // 0 = all cores
	Memory  int64 `json:"-" yaml:"memory"`  // bytes that decoding may use at once; 0 = 512 MiB
}

func (o Options) withDefaults() Options {
	if o.MaxPixels <= 0 {
		o.MaxPixels = 256e6
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = 512 << 20
	}
	if o.TimeLimit <= 0 {
		o.TimeLimit = 60
	}
	if o.Memory <= 0 {
		o.Memory = 512 << 20
	}
	return o
}

// Recipe is the section of winnow.yaml for this stage, with every option.
//
//go:embed recipe.yaml
var Recipe string

// Validate is the error that Run would give for these options, without a
// source: a limit below zero limits nothing, and says so.
func (o Options) Validate() error {
	for name, value := range map[string]float64{
		"max_pixels": float64(o.MaxPixels), "max_bytes": float64(o.MaxBytes), "time_limit": o.TimeLimit,
		"workers": float64(o.Workers), "memory": float64(o.Memory),
	} {
		if !(value >= 0) {
			return fmt.Errorf("scan %s is %v: it must be 0 (the default) or more", name, value)
		}
	}
	return nil
}
