package main

import (
	"github.com/gopallet/gopallet/go-runtime/pallets/sudo"
)

//frame:runtime sample_runtime
type pallets struct { // want "every runtime has the pallet System: add System system.Config `frame:\"0\"`" "the runtime has no transaction extensions: write a struct"
	Sudo sudo.Config `frame:"3"`
}

func main() {}
