// Package notmain is no program.
package notmain
