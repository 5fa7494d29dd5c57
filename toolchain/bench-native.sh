#!/bin/sh
# Memory freed by hand against Go's own heap, in one process: toolchain/bench-native.sh [ROUNDS]
#
# Prints CSV: the size of the buffers, the allocator, the least time of the rounds for one buffer, and that time's ratio to Go's heap (below 1 is
# faster than Go). The library must be built: 'make bench-native' does that.
set -eu

rounds=${1:-5}
cd "$(dirname "$0")/../go-runtime"
../toolchain/env.sh go test ./manual -run '^$' -bench Allocators -benchtime 50ms -count "$rounds" | awk '
    /^BenchmarkAllocators/ {
        split($1, parts, /[\/=]/)
        bytes = parts[3]
        allocator = parts[5]
        sub(/-[0-9]+$/, "", allocator)
        key = bytes "," allocator
        if (!(key in least)) order[++count] = key
        if (!(key in least) || $3 < least[key]) least[key] = $3
    }
    END {
        if (count == 0) { print "no benchmark ran" > "/dev/stderr"; exit 1 }
        print "bytes,allocator,ns,ratio_to_go"
        for (i = 1; i <= count; i++) {
            split(order[i], parts, ",")
            printf "%s,%.1f,%.3f\n", order[i], least[order[i]], least[order[i]] / least[parts[1] ",go"]
        }
    }'
