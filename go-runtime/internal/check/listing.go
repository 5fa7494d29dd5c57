package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// buildTags are the tags that TinyGo sets for the project's target: those of
// the target, of the compiler, and of its choices of collector, scheduler and
// serial port. The go1.N tags come from the Go command.
var buildTags = []string{
	"tinygo.wasm", "custommalloc",
	"tinygo", "purego", "osusergo", "math_big_pure_go",
	"gc.custom", "scheduler.none", "serial.none", "tinygo.unicore",
}

// listedPackage is what the Go command tells about a package.
type listedPackage struct {
	Dir        string
	ImportPath string
	Name       string
	Standard   bool
	DepOnly    bool
	GoFiles    []string
	CgoFiles   []string
	Imports    []string
	ImportMap  map[string]string
	Module     *listedModule
	Error      *listedError
}

// listedModule is what the Go command tells about a module.
type listedModule struct {
	Path      string
	Main      bool
	GoVersion string
}

// listedError is the Go command's error about one package.
type listedError struct {
	ImportStack []string
	Pos         string
	Err         string
}

// list returns the package in dir and all packages it needs, dependencies
// first, as TinyGo selects their files.
//
// TinyGo itself asks the Go command this way. Nothing is compiled, so neither
// a build cache nor a network is needed once the modules are there.
func list(goTool, dir string) ([]*listedPackage, error) {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return nil, &LoadError{dir, err.Error()}
	}
	if info, err := os.Stat(absolute); err != nil || !info.IsDir() {
		return nil, &LoadError{dir, "there is no such folder"}
	}
	command := exec.Command(goTool, "list", "-e", "-deps",
		"-json=Dir,ImportPath,Name,Standard,DepOnly,GoFiles,CgoFiles,Imports,ImportMap,Module,Error",
		"-tags="+strings.Join(buildTags, ","), ".")
	command.Dir = absolute
	// CGO_ENABLED selects the same files as TinyGo does; C itself is refused.
	command.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=1", "PWD="+absolute)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		reason := strings.TrimSpace(stderr.String())
		if errors.Is(err, exec.ErrNotFound) {
			reason = fmt.Sprintf("the Go command %q was not found: put go on the PATH or set GOPALLET_GO", goTool)
		} else if reason == "" {
			reason = fmt.Sprintf("%s list: %v", goTool, err)
		}
		return nil, &LoadError{dir, reason}
	}
	return decodeListing(dir, output)
}

// decodeListing reads the stream of JSON objects that `go list` writes.
func decodeListing(dir string, output []byte) ([]*listedPackage, error) {
	var packages []*listedPackage
	decoder := json.NewDecoder(bytes.NewReader(output))
	for {
		pkg := new(listedPackage)
		err := decoder.Decode(pkg)
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, &LoadError{dir, fmt.Sprintf("go list wrote something that is not JSON: %v", err)}
		}
		packages = append(packages, pkg)
	}
	if len(packages) == 0 {
		return nil, &LoadError{dir, "go list names no package"}
	}
	return packages, nil
}

// goVersion returns the version of the Go command, for error messages.
func goVersion(goTool string) string {
	output, err := exec.Command(goTool, "env", "GOVERSION").Output()
	if err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(output))
}
