module github.com/gopallet/gopallet/go-runtime

go 1.24
