package export

import (
	_ "embed"
	"fmt"
	"slices"

	"github.com/winnow-data/winnow/internal/registry"
)

// Options of an export. The zero value, with Out set, is the default.
type Options struct {
	Out    string `json:"-" yaml:"out"`         // folder to write to; not recorded, for it changes no byte
	Format string `json:"format" yaml:"format"` // name of a Format; empty = parquet
	Where  string `json:"where" yaml:"where"`   // condition that an image must meet besides having survived

	ShardRows  int   `json:"shard_rows" yaml:"shard_rows"`   // images in a shard at most; 0 = 10,000
	ShardBytes int64 `json:"shard_bytes" yaml:"shard_bytes"` // bytes of images in a shard at most; 0 = 500 MB
	Limit      int   `json:"limit" yaml:"limit"`             // images at most, chosen by chance; 0 = all
	Seed       int64 `json:"seed" yaml:"seed"`               // of every choice by chance

	Balance    []Target `json:"balance" yaml:"balance"`       // shares and caps that the exported set is to have
	Validation float64  `json:"validation" yaml:"validation"` // share of groups set apart for validation, 0 to 1

	CaptionKinds   []string           `json:"caption_kinds" yaml:"caption_kinds"`                 // kinds of caption to take, the preferred first; empty = the current one
	Mix            map[string]float64 `json:"mix,omitempty" yaml:"mix"`                           // share of each kind of caption; what is left of 1 is for the current one
	Fallback       []string           `json:"caption_fallback,omitempty" yaml:"caption_fallback"` // what an image without a caption takes, the preferred first
	Trigger        string             `json:"trigger,omitempty" yaml:"trigger"`                   // words that stand first in captions and lines of tags
	CaptionDropout float64            `json:"caption_dropout,omitempty" yaml:"caption_dropout"`   // share of images whose caption is left empty, 0 to 1
	Measures       []string           `json:"measures" yaml:"measures"`                           // measures to add as columns
	NoImages       bool               `json:"no_images" yaml:"no_images"`                         // paths in place of pictures
	Reencode       string             `json:"reencode" yaml:"reencode"`                           // auto (what readers cannot open), always or never; empty = auto
	MaxSide        int                `json:"max_side" yaml:"max_side"`                           // shrink larger pictures to this long side in pixels; 0 = never
	Quality        int                `json:"quality" yaml:"quality"`                             // of pictures encoded anew as JPEG; 0 = 95

	Workers int `json:"-" yaml:"workers"` // images read at once; 0 = one for each core
}

// Ways to treat the bytes of pictures.
const (
	ReencodeAuto   = "auto"
	ReencodeAlways = "always"
	ReencodeNever  = "never"
)

func (o Options) withDefaults() Options {
	if o.Format == "" {
		o.Format = "parquet"
	}
	if o.ShardRows == 0 {
		o.ShardRows = 10_000
	}
	if o.ShardBytes == 0 {
		o.ShardBytes = 500e6
	}
	if o.Reencode == "" {
		o.Reencode = ReencodeAuto
	}
	if o.Quality == 0 {
		o.Quality = 95
	}
	return o
}

func (o Options) check() error {
	if o.Out == "" {
		return fmt.Errorf("export: no folder to write to: name one with -o")
	}
	f, err := formats.Get(o.Format)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if f.Pictures && o.NoImages {
		return fmt.Errorf("export: the format %s is made of pictures: leave out no_images, or choose another format", o.Format)
	}
	ways := []string{ReencodeAlways, ReencodeAuto, ReencodeNever}
	if !slices.Contains(ways, o.Reencode) {
		return fmt.Errorf("export: %w", registry.Unknown("way to re-encode", o.Reencode, ways))
	}
	for _, kind := range o.CaptionKinds {
		if !slices.Contains(captionKinds, kind) {
			return fmt.Errorf("export: %w", registry.Unknown("kind of caption", kind, captionKinds))
		}
	}
	for _, kind := range o.Fallback {
		if !slices.Contains(fallbacks, kind) {
			return fmt.Errorf("export: caption fallback: %w", registry.Unknown("kind of caption", kind, fallbacks))
		}
	}
	if err := o.mixes(f); err != nil {
		return err
	}
	for _, t := range o.Balance {
		if err := t.check(); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	return o.numbers()
}

// numbers refuses those that make no sense. An option that is 0 has its
// default by now.
func (o Options) numbers() error {
	if !(o.Validation >= 0 && o.Validation < 1) { // NaN is neither
		return fmt.Errorf("export: --validation is %v: want a share from 0 to below 1, such as 0.02", o.Validation)
	}
	if o.Quality > 100 {
		return fmt.Errorf("export: quality is %d: want 1 to 100", o.Quality)
	}
	for _, n := range []struct {
		flag  string
		value int64
	}{
		{"--shard-rows", int64(o.ShardRows)}, {"--shard-bytes", o.ShardBytes}, {"--limit", int64(o.Limit)},
		{"--max-side", int64(o.MaxSide)}, {"quality", int64(o.Quality)}, {"workers", int64(o.Workers)},
	} {
		if n.value < 0 {
			return fmt.Errorf("export: %s is %d: it must not be negative; leave it out for the default", n.flag, n.value)
		}
	}
	return nil
}

// Recipe is the section of winnow.yaml for this stage, with every option.
//
//go:embed recipe.yaml
var Recipe string
