module github.com/gopallet/gopallet/bench-codec/native

go 1.24.0

require github.com/gopallet/gopallet/go-runtime v0.0.0

require (
	github.com/holiman/uint256 v1.2.4 // indirect
	golang.org/x/exp v0.0.0-20240110193028-0dcbfd608b1e // indirect
)

require (
	github.com/ChainSafe/go-schnorrkel v1.1.0 // indirect
	github.com/ChainSafe/gossamer v0.9.0
	github.com/centrifuge/go-substrate-rpc-client/v4 v4.2.1
	github.com/cosmos/go-bip39 v1.0.0 // indirect
	github.com/decred/base58 v1.0.5 // indirect
	github.com/decred/dcrd/crypto/blake256 v1.0.1 // indirect
	github.com/ethereum/go-ethereum v1.13.13 // indirect
	github.com/gtank/merlin v0.1.1 // indirect
	github.com/gtank/ristretto255 v0.1.2 // indirect
	github.com/mimoo/StrobeGo v0.0.0-20220103164710-9a04d6ca976b // indirect
	github.com/pierrec/xxHash v0.1.5 // indirect
	github.com/vedhavyas/go-subkey/v2 v2.0.0 // indirect
	golang.org/x/crypto v0.48.0 // indirect
	golang.org/x/sys v0.41.0 // indirect
)

replace github.com/gopallet/gopallet/go-runtime => ../../go-runtime
