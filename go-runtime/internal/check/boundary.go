package check

import "strings"

// The boundary: packages whose Go source TinyGo never compiles.
//
// TinyGo puts its own packages in place of some of the standard library, and
// always whole packages. What the ordinary library has in these folders is
// not the code of the module, so the check takes only their declarations: a
// call into them ends there. This loses nothing that concerns the runtime's
// author, because
//
//   - what of them cannot be used is refused by the name of the function or
//     of the package (standard.go), whatever the body does;
//   - a function value given to them counts as called, because every function
//     value made in reachable code does (reachability.go);
//   - the methods they call on values given to them are Error and String of a
//     panic's value, and Lock and Unlock of a sync.Locker, which the call
//     graph adds by itself;
//   - what remains is TinyGo's runtime, the same in every module, and covered
//     by the check of the finished module.
//
// The table is the one of TinyGo 0.41 for targets with the build tag
// tinygo.wasm and Go 1.24 to 1.26.

// replacedTrees are folders that TinyGo replaces with all that is below them.
var replacedTrees = []string{
	"crypto/internal/boring/sig",
	"crypto/internal/entropy/v1.0.0",
	"crypto/rand",
	"crypto/tls",
	"crypto/x509/internal/macos",
	"device",
	"internal/abi",
	"internal/binary",
	"internal/bytealg",
	"internal/cm",
	"internal/futex",
	"internal/fuzz",
	"internal/gclayout",
	"internal/itoa",
	"internal/reflectlite",
	"internal/syscall/unix",
	"internal/task",
	"internal/wasi",
	"machine",
	"net/http",
	"reflect",
	"runtime",
	"testing",
	"tinygo",
	"unicode/utf8",
	"unique",
	"unsafe",
}

// replacedPackages are folders that TinyGo replaces without their subfolders.
var replacedPackages = []string{"net", "os", "sync", "syscall"}

// replaced reports whether TinyGo compiles a package of its own in place of
// the standard library's package path.
func replaced(path string) bool {
	for _, pkg := range replacedPackages {
		if path == pkg {
			return true
		}
	}
	for _, tree := range replacedTrees {
		if path == tree || strings.HasPrefix(path, tree+"/") {
			return true
		}
	}
	return false
}
