package table

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

var exportColumns = []ExportColumn{
	{Name: "image", Kind: ExportImage}, {Name: "id"}, {Name: "width", Kind: ExportInteger}, {Name: "score", Kind: ExportInteger, Wide: true},
	{Name: "blur", Kind: ExportNumber}, {Name: "kept", Kind: ExportTruth}, {Name: "tags", Kind: ExportTexts}, {Name: "created", Kind: ExportTime},
}

func exportedFile(t *testing.T, rows ...[]any) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewExport(&b, exportColumns, map[string]string{"note": "x"})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Write(row...); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestExportedRowsComeBack(t *testing.T) {
	file := exportedFile(t,
		[]any{ExportedImage{[]byte{1, 2, 3}, "a.png"}, "a", 7, 1 << 40, .5, true, []string{"x", "y"}, time.Unix(5, 0)},
		[]any{nil, nil, nil, nil, nil, nil, nil, nil},
		[]any{ExportedImage{nil, "b"}, "", 0, 0, 0.0, false, []string{}, time.Unix(0, 0)},
	)
	type row struct {
		Image *struct {
			Bytes []byte `parquet:"bytes,optional"`
			Path  string `parquet:"path,optional"`
		} `parquet:"image,optional"`
		ID    *string  `parquet:"id,optional"`
		Width *int32   `parquet:"width,optional"`
		Score *int64   `parquet:"score,optional"`
		Tags  []string `parquet:"tags,list,optional" parquet-element:",optional"`
	}
	got, err := parquet.Read[row](bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 {
		t.Fatalf("%d rows came back, want 3", len(got))
	}
	if a := got[0]; string(a.Image.Bytes) != "\x01\x02\x03" || a.Image.Path != "a.png" || *a.ID != "a" || *a.Width != 7 || *a.Score != 1<<40 || strings.Join(a.Tags, " ") != "x y" {
		t.Errorf("row 0 came back as %+v", a)
	}
	if b := got[1]; b.Image != nil || b.ID != nil || b.Width != nil || b.Tags != nil {
		t.Errorf("a row of nulls came back as %+v", b)
	}
	if c := got[2]; *c.ID != "" || *c.Width != 0 {
		t.Errorf("a row of zeros came back as %+v", c)
	}
}

func TestEveryExportedColumnIsOptionalAndInOrder(t *testing.T) {
	file := exportedFile(t)
	f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	for i, field := range f.Schema().Fields() {
		if field.Name() != exportColumns[i].Name || !field.Optional() {
			t.Errorf("column %d is %s, optional %v; want %s, optional", i, field.Name(), field.Optional(), exportColumns[i].Name)
		}
	}
}

func TestExportRefusesValuesOfAnotherKind(t *testing.T) {
	w, err := NewExport(&bytes.Buffer{}, exportColumns[1:2], nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []any{7, 7.5, []string{"x"}, ExportedImage{}, true} {
		if err := w.Write(value); err == nil {
			t.Errorf("a column of text took %T", value)
		}
	}
	if err := w.Write("a", "b"); err == nil {
		t.Error("a row of two values went into one column")
	}
	if _, err := NewExport(&bytes.Buffer{}, []ExportColumn{{Name: "a,b"}}, nil); err == nil {
		t.Error("a column was named a,b")
	}
}
