package main

// tree is a node of a binary tree: two pointers and nothing else.
type tree struct{ left, right *tree }

// newTree makes a tree of 2^depth-1 nodes.
func newTree(depth int) *tree {
	if depth == 0 {
		return nil
	}
	return &tree{newTree(depth - 1), newTree(depth - 1)}
}

func (t *tree) count() uint64 {
	if t == nil {
		return 0
	}
	return 1 + t.left.count() + t.right.count()
}

// treeDepthMin is the depth of the smallest trees.
const treeDepthMin = 4

// BenchTrees is the binary trees benchmark of the Computer Language Benchmarks Game: it builds and drops many trees of each second depth up to
// the given one, while a tree of the full depth stays alive. Depth 18 makes 34 million nodes.
func BenchTrees(input []byte) []byte {
	depthMax, _, _ := sizes(input)
	sum := newTree(depthMax + 1).count()
	longLived := newTree(depthMax)
	for depth := treeDepthMin; depth <= depthMax; depth += 2 {
		for i := 0; i < 1<<(depthMax-depth+treeDepthMin); i++ {
			sum += newTree(depth).count()
		}
	}
	return checksum(sum<<8 + longLived.count())
}
