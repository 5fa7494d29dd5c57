module github.com/gopallet/gopallet/go-runtime

go 1.24.0

require (
	github.com/cespare/xxhash/v2 v2.3.0
	golang.org/x/crypto v0.48.0
	golang.org/x/tools v0.42.0
)

require golang.org/x/sys v0.41.0 // indirect
