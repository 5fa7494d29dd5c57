// Package main uses another module.
package main

import "example.org/ledger" // want "reflect: package example.org/ledger imports fmt, .*reached by package main -> package example.org/ledger"

func worth(l ledger.Ledger) byte {
	if l.Share("a") > 0 { // want "float: main.worth" "map-range: .ledger.Ledger..Total ranges over a map .*reached by main.worth -> .ledger.Ledger..Share -> .ledger.Ledger..Total"
		return 1
	}
	return 0
}

// CoreVersion is an API function.
func CoreVersion(input []byte) []byte { return []byte{worth(nil)} }

func main() {}
