module example.org/runtime

go 1.24

require example.org/ledger v0.0.0

replace example.org/ledger => ../ledger
