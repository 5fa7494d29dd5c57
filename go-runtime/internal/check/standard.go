package check

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// refusal is the reason why a function or a package is refused.
type refusal struct {
	// rule is the name of the rule, empty if the use is not followed but told
	// at another place already.
	rule string
	// why completes "main.f calls time.Now, ...".
	why string
	// instead says what to write.
	instead string
	// imported says that the package is also refused when another package of
	// the standard library imports it: its initialiser alone breaks the rule.
	imported bool
}

// Advice that several refusals share.
const (
	insteadOfTime = "take the time from the timestamp inherent or count in blocks, and keep durations as integers"
	insteadOfRand = "derive it from values of the chain, by a hash of the parent block or of a seed in storage"
	insteadOfOS   = "a runtime reaches the world only through the host functions of package hostapi"
	insteadOfFmt  = "make errors of constant text, print with println, and write numbers with strconv"
	insteadOfJSON = "encode with package scale"
)

// refusedPackages are the packages of the standard library that no runtime
// may import. Packages that import one of these need no entry.
//
// Under TinyGo's js/wasm the packages time, os and all that import them do not
// even link: the initialiser of syscall/js calls a JavaScript host.
var refusedPackages = map[string]refusal{
	"time":             {RuleClock, "which depends on the clock and on a JavaScript host", insteadOfTime, true},
	"crypto/rand":      {RuleRandom, "which reads the entropy of the machine", insteadOfRand, true},
	"hash/maphash":     {RuleRandom, "whose hashes are seeded at random", "hash with the host functions of package hostapi", true},
	"os":               {RuleOS, "which needs an operating system", insteadOfOS, true},
	"os/exec":          {RuleOS, "which needs an operating system", insteadOfOS, true},
	"os/signal":        {RuleOS, "which needs an operating system", insteadOfOS, true},
	"os/user":          {RuleOS, "which needs an operating system", insteadOfOS, true},
	"net":              {RuleOS, "which needs an operating system", insteadOfOS, true},
	"net/http":         {RuleOS, "which needs an operating system", insteadOfOS, true},
	"syscall":          {RuleOS, "which needs an operating system", insteadOfOS, false},
	"syscall/js":       {RuleOS, "which needs a JavaScript host", insteadOfOS, true},
	"io/fs":            {RuleOS, "which is about files and brings in the clock", insteadOfOS, true},
	"io/ioutil":        {RuleOS, "which is about files and brings in the clock", insteadOfOS, true},
	"path/filepath":    {RuleOS, "which is about files and brings in the clock", insteadOfOS, true},
	"embed":            {RuleOS, "which brings in files and the clock", "generate a Go file that holds the bytes as a string constant", true},
	"reflect":          {RuleReflect, "which needs the types of the program at run time", "write the code for each type, or generate it", false},
	"fmt":              {RuleReflect, "which formats by reflection and brings in the operating system", insteadOfFmt, true},
	"log":              {RuleReflect, "which formats by reflection and brings in the operating system", insteadOfFmt, true},
	"log/slog":         {RuleReflect, "which formats by reflection and brings in the operating system", insteadOfFmt, true},
	"flag":             {RuleReflect, "which works by reflection and brings in the operating system", insteadOfFmt, true},
	"testing":          {RuleReflect, "which works by reflection and brings in the operating system", "keep tests in files named _test.go", true},
	"text/template":    {RuleReflect, "which works by reflection", insteadOfFmt, true},
	"html/template":    {RuleReflect, "which works by reflection", insteadOfFmt, true},
	"encoding/json":    {RuleReflect, "which encodes by reflection", insteadOfJSON, true},
	"encoding/gob":     {RuleReflect, "which encodes by reflection", insteadOfJSON, true},
	"encoding/xml":     {RuleReflect, "which encodes by reflection", insteadOfJSON, true},
	"encoding/asn1":    {RuleReflect, "which encodes by reflection", insteadOfJSON, true},
	"runtime/cgo":      {RuleCgo, "which calls C", "write the function in Go", true},
	"runtime/pprof":    {RuleOS, "which observes the process", insteadOfOS, true},
	"runtime/trace":    {RuleOS, "which observes the process", insteadOfOS, true},
	"math/rand":        {RuleRandom, "which draws from the generator of the process", insteadOfRand, true},
	"internal/godebug": {RuleOS, "which reads the settings of the process", insteadOfOS, true},
	"testing/iotest":   {RuleReflect, "which belongs to tests", "keep tests in files named _test.go", true},
}

// cryptography is the refusal of packages below crypto without an entry.
// Nearly all of them initialise the module of FIPS 140, which imports os.
var cryptography = refusal{RuleOS, "which asks the machine for settings and entropy",
	"hash, sign and verify with the host functions of package hostapi", false}

// refusedFunctions are functions of packages that a runtime may import, or
// that deserve a message at each call.
var refusedFunctions = func() map[string]refusal {
	table := map[string]refusal{
		"(*sync.Cond).Wait":       {rule: RuleGoroutine, why: "which waits for another goroutine", instead: insteadOfGoroutine},
		"(*sync.WaitGroup).Go":    {rule: RuleGoroutine, why: "which starts a goroutine", instead: insteadOfGoroutine},
		"iter.Pull":               {rule: RuleGoroutine, why: "which runs the iterator as a goroutine", instead: "range over the iterator"},
		"iter.Pull2":              {rule: RuleGoroutine, why: "which runs the iterator as a goroutine", instead: "range over the iterator"},
		"runtime.Gosched":         {rule: RuleGoroutine, why: "which waits for another goroutine", instead: insteadOfGoroutine},
		"(*sync.Map).Range":       {rule: RuleMapRange, why: "which ranges over a map", instead: insteadOfMapRange},
		"unique.Make":             {rule: RuleMapPointerKey, why: "which keeps its values in a map of interfaces", instead: insteadOfMapKey},
		"(reflect.Value).Seq2":    {rule: RuleMapRange, why: "which may range over a map", instead: insteadOfMapRange},
		"(*reflect.MapIter).Next": {rule: RuleMapRange, why: "which ranges over a map", instead: insteadOfMapRange},
	}
	for _, name := range []string{"MapRange", "MapKeys"} {
		table["(reflect.Value)."+name] = refusal{rule: RuleMapRange, why: "which ranges over a map", instead: insteadOfMapRange}
	}
	for _, name := range []string{"Load", "Store", "LoadOrStore", "LoadAndDelete", "Delete", "Swap", "CompareAndSwap", "CompareAndDelete", "Clear"} {
		table["(*sync.Map)."+name] = refusal{rule: RuleMapPointerKey, why: "which keeps its keys in a map of interfaces", instead: insteadOfMapKey}
	}
	for _, name := range []string{"Read", "Write", "Size", "Append", "Encode", "Decode"} {
		table["encoding/binary."+name] = refusal{rule: RuleReflect, why: "which encodes by reflection",
			instead: "use package scale, or the methods of binary.LittleEndian"}
	}
	for _, name := range []string{"Now", "Since", "Until"} {
		table["time."+name] = refusal{rule: RuleClock, why: "which reads the clock", instead: insteadOfTime}
	}
	for _, name := range []string{"time.Sleep", "time.After", "time.AfterFunc", "time.NewTimer", "time.NewTicker", "time.Tick",
		"(*time.Timer).Reset", "(*time.Ticker).Reset"} {
		table[name] = refusal{rule: RuleClock, why: "which waits for the clock", instead: insteadOfTime}
	}
	return table
}()

// seededConstructors are the functions of math/rand and math/rand/v2 that make
// a generator from a seed which the caller gives: its numbers are the same on
// each node. All other functions draw from the generator of the process.
var seededConstructors = map[string]bool{
	"New": true, "NewSource": true, "NewZipf": true, "NewPCG": true, "NewChaCha8": true,
}

// refusal says whether the use of callee by caller is refused. A use is not
// followed if it is.
func (g *graph) refusal(caller, callee *ssa.Function) (refusal, bool) {
	pkg := packageOf(callee)
	if pkg == nil || isWrapper(callee) {
		return refusal{}, false
	}
	if source := g.program.byTypes[pkg]; source == nil || !source.listed.Standard {
		return refusal{}, false
	}
	if entry, ok := refusedFunctions[fullName(callee)]; ok {
		return entry, true
	}
	if draws(pkg.Path(), callee) {
		return refusal{rule: RuleRandom, why: "which draws from the generator of the process", instead: insteadOfRand}, true
	}
	entry, ok := refusedPackages[pkg.Path()]
	if !ok && strings.HasPrefix(pkg.Path(), "crypto/") {
		entry, ok = cryptography, true
	}
	if !ok {
		return refusal{}, false
	}
	byLibrary := caller == nil || g.originOf(caller) == standard
	switch {
	case isInitialiser(callee) && byLibrary && !entry.imported:
		return refusal{}, false
	case !isInitialiser(callee) && !byLibrary:
		entry.rule = "" // told at the import
	}
	return entry, true
}

// draws reports whether function draws from the random generator of the
// process.
func draws(path string, function *ssa.Function) bool {
	if path != "math/rand" && path != "math/rand/v2" {
		return false
	}
	object, ok := function.Object().(*types.Func)
	return ok && object.Exported() && object.Signature().Recv() == nil && !seededConstructors[object.Name()]
}

// fullName returns the name under which the tables know function, such as
// (*sync.Map).Range.
func fullName(function *ssa.Function) string {
	if origin := function.Origin(); origin != nil {
		function = origin
	}
	if object, ok := function.Object().(*types.Func); ok {
		return object.FullName()
	}
	return ""
}
