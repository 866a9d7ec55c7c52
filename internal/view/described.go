package view

// described are the columns that tags and caption say about people.
var described = map[string]func(*Row) any{}
