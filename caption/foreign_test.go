//go:build foreign

package caption

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/winnow-data/winnow/dataset"
)

// These tests speak with servers that are not ours. .ci/test installs and names
// them, and so may you; a server that cannot be started is a failure.
//
//	npm install --ignore-scripts --prefix DIR @copilotkit/aimock@1.43.0
//	pip install 'litellm[proxy]==1.106.2'
//	WINNOW_AIMOCK=DIR/node_modules/.bin/llmock WINNOW_LITELLM=litellm go test -tags nodynamic,foreign ./caption -run Foreign -v

// foreign starts a server and waits until it listens. Port stands for its port
// in the arguments.
func foreign(t *testing.T, variable string, arguments ...string) (address string) {
	t.Helper()
	program := os.Getenv(variable)
	if program == "" {
		t.Fatalf("%s does not name the server's program", variable)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for i, a := range arguments {
		arguments[i] = strings.ReplaceAll(a, "PORT", port)
	}
	c := exec.Command(program, arguments...)
	c.Env = append(os.Environ(), "LITELLM_LOCAL_MODEL_COST_MAP=True")
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Kill()
		c.Wait()
		if text, err := os.ReadFile(log.Name()); err == nil && t.Failed() {
			t.Logf("the server said: %.3000s", text)
		}
		log.Close()
	})
	address = "http://127.0.0.1:" + port
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		if r, err := http.Get(address + "/"); err == nil {
			r.Body.Close()
			return address
		}
	}
	t.Fatal("the server did not start within two minutes")
	return ""
}

func environment(address string) Tools {
	return Tools{Getenv: func(name string) string {
		return map[string]string{"OPENAI_BASE_URL": address + "/v1", "OPENAI_API_KEY": "sk-1234567890", "GEMINI_BASE_URL": address + "/v1beta", "GEMINI_API_KEY": "k-1234567890"}[name]
	}}
}

const aimockFixtures = `{"fixtures":[
	{"match":{"model":"refuses","userMessage":"Describe"},"response":{"content":"","finishReason":"content_filter"}},
	{"match":{"model":"cut","userMessage":"Describe"},"response":{"content":"A girl with long hair stands in","finishReason":"length"}},
	{"match":{"userMessage":"Describe"},"response":{"content":"A girl with long hair stands in a red dress on a plain background."}}]}`

func TestForeignAimock(t *testing.T) {
	t.Parallel()
	fixtures := write(t, "fixtures.json", aimockFixtures)
	off := false
	for name, tt := range map[string]struct {
		flags   []string
		backend string
		model   string
		kept    bool
		reason  string
	}{
		"plain":         {nil, "openai", "m", true, ""},
		"gemini":        {nil, "gemini", "gemini-2.5-flash", true, ""},
		"drops":         {[]string{"--chaos-drop", "0.3"}, "openai", "m", true, ""},
		"malformed":     {[]string{"--chaos-malformed", "0.3"}, "openai", "m", true, ""},
		"disconnects":   {[]string{"--chaos-disconnect", "0.3"}, "openai", "m", true, ""},
		"limits":        {[]string{"--chaos-ratelimit", "0.2"}, "openai", "m", true, ""},
		"gemini limits": {[]string{"--chaos-ratelimit", "0.2"}, "gemini", "gemini-2.5-flash", true, ""},
		"refuses":       {nil, "openai", "refuses", false, Refused},
		"cut":           {nil, "openai", "cut", false, Truncated},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ws, kept := newWorkspace(t, 30)
			tools := environment(foreign(t, "WINNOW_AIMOCK", append([]string{"-p", "PORT", "-f", fixtures}, tt.flags...)...))
			s := run(t, ws, Options{Backend: tt.backend, Model: tt.model, Canary: &off, Timeout: 10}, tools)
			n := 0
			for _, row := range readCaptions(t, ws) {
				if row.Kind == dataset.KindVLM && row.Text == "A girl with long hair stands in a red dress on a plain background." {
					n++
				}
			}
			if tt.kept && (n != len(kept) || s.Failed != 0) || !tt.kept && int(s.Counts["failed: "+tt.reason]) != len(kept) {
				t.Errorf("%d captions of %d; %+v", n, len(kept), s)
			}
		})
	}
	t.Run("batches", func(t *testing.T) {
		t.Parallel()
		ws, kept := newWorkspace(t, 12)
		tools := environment(foreign(t, "WINNOW_AIMOCK", "-p", "PORT", "-f", fixtures))
		s := run(t, ws, Options{Backend: "openai-batch", Model: "m", Poll: .05}, tools)
		if int(s.Kept) != len(kept) {
			t.Errorf("%+v", s)
		}
	})
	t.Run("canary", func(t *testing.T) {
		t.Parallel()
		ws, _ := newWorkspace(t, 3)
		tools := environment(foreign(t, "WINNOW_AIMOCK", "-p", "PORT", "-f", write(t, "f.json", `{"fixtures":[{"match":{"userMessage":"band"},"response":{"content":"A lovely picture."}}]}`)))
		_, err := RunWith(context.Background(), ws, Options{Backend: "openai", Model: "m"}, tools, nil)
		if err == nil || !strings.Contains(err.Error(), "does not see pictures") {
			t.Errorf("error %v", err)
		}
	})
}

const litellmConfig = `
model_list:
  - model_name: good
    litellm_params: {model: openai/x, api_key: none, mock_response: "A girl with long hair stands in a red dress on a plain background."}
  - model_name: slow
    litellm_params: {model: openai/x, api_key: none, rpm: 20, mock_response: "A girl with long hair stands in a red dress on a plain background."}
router_settings: {enable_pre_call_checks: true}
general_settings: {master_key: sk-1234567890}
`

func TestForeignLiteLLM(t *testing.T) {
	t.Parallel()
	tools := environment(foreign(t, "WINNOW_LITELLM", "--config", write(t, "config.yaml", litellmConfig), "--port", "PORT", "--host", "127.0.0.1"))
	off := false
	for _, model := range []string{"good", "slow"} {
		ws, kept := newWorkspace(t, 30)
		s := run(t, ws, Options{Backend: "openai", Model: model, Canary: &off}, tools)
		if int(s.Kept) != len(kept) || s.Failed != 0 {
			t.Errorf("%s: %+v", model, s)
		}
	}
	ws, _ := newWorkspace(t, 3)
	if _, err := RunWith(context.Background(), ws, Options{Backend: "openai", Model: "nosuch", Canary: &off}, tools, nil); err == nil || !strings.Contains(err.Error(), "stopped:") {
		t.Errorf("error %v", err)
	}
	wrong := Tools{Getenv: func(name string) string {
		if name == "OPENAI_API_KEY" {
			return "sk-wrong-0123456789"
		}
		return tools.Getenv(name)
	}}
	if _, err := RunWith(context.Background(), ws, Options{Backend: "openai", Model: "good", Canary: &off}, wrong, nil); err == nil || !strings.Contains(err.Error(), "does not let us in") || strings.Contains(err.Error(), "sk-wrong") {
		t.Errorf("error %v", err)
	}
}
