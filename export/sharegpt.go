package export

var _ = register(&Format{
	Name:      "sharegpt",
	Doc:       "messages with a list of images, for LLaMA-Factory and others that read its dialect",
	Load:      "# llamafactory-cli train … with dataset_dir: PATH, dataset: winnow_train",
	Captions:  true,
	DataFiles: "%s.json",
	Open: func(out *output, j job, s shard) (writer, error) {
		return openList(out, s, sharegptRecord)
	},
	Finish: writeDatasetInfo,
})

// message is one side of a conversation.
type message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// sharegptRecord has as many marks as images: one.
func sharegptRecord(s *Sample) any {
	return struct {
		ID       string    `json:"id"`
		Messages []message `json:"messages"`
		Images   []string  `json:"images"`
	}{s.ID, []message{{"user", imageMark + question(s.ID)}, {"assistant", unmarked(s.Caption.Text)}}, []string{imagePath(s)}}
}

// writeDatasetInfo tells LLaMA-Factory the names of the fields.
func writeDatasetInfo(out *output, j job) error {
	info := map[string]any{}
	for _, split := range j.splits {
		info["winnow_"+split] = map[string]any{
			"file_name": split + ".json", "formatting": "sharegpt",
			"columns": map[string]string{"messages": "messages", "images": "images"},
			"tags":    map[string]string{"role_tag": "role", "content_tag": "content", "user_tag": "user", "assistant_tag": "assistant"},
		}
	}
	text, err := line(info)
	if err != nil {
		return err
	}
	return out.put("dataset_info.json", text)
}
