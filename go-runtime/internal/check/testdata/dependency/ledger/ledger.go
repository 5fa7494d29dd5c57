// Package ledger is another module's code.
package ledger

import "fmt"

// Ledger maps names to amounts.
type Ledger map[string]uint64

// Total is the sum of all amounts.
func (l Ledger) Total() (total uint64) {
	for _, amount := range l {
		total += amount
	}
	return total
}

// Share is the part of the total that name has.
func (l Ledger) Share(name string) float64 {
	return float64(l[name]) / float64(l.Total())
}

// Print prints the ledger.
func (l Ledger) Print() { fmt.Println(l) }
