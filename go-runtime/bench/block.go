package main

// extrinsic is a decoded extrinsic: the parts that a runtime looks at, and its call.
type extrinsic struct {
	signer    []byte
	signature []byte
	nonce     uint64
	tip       uint64
	call      call
}

// call is a decoded call.
type call interface {
	dispatch(s *state) error
}

type transfer struct {
	to     []byte
	amount uint64
}

type remark struct{ text []byte }

type batch struct{ calls []call }

// state is what the calls change.
type state struct {
	accounts map[[32]byte]*account
	events   []event
	fees     uint64
}

type account struct {
	nonce uint32
	free  uint64
}

type event interface{ topic() []byte }

type transferred struct {
	to     []byte
	amount uint64
}

func (e *transferred) topic() []byte { return e.to }

type remarked struct{ hash [8]byte }

func (e *remarked) topic() []byte { return e.hash[:] }

type dispatchError struct{ reason string }

func (e *dispatchError) Error() string { return e.reason }

func (s *state) account(id []byte) *account {
	var key [32]byte
	copy(key[:], id)
	a := s.accounts[key]
	if a == nil {
		a = &account{free: 1 << 40}
		s.accounts[key] = a
	}
	return a
}

func (c *transfer) dispatch(s *state) error {
	a := s.account(c.to)
	if a.free+c.amount < a.free {
		return &dispatchError{"overflow"}
	}
	a.free += c.amount
	s.events = append(s.events, &transferred{to: c.to, amount: c.amount})
	return nil
}

func (c *remark) dispatch(s *state) error {
	e := &remarked{}
	for i, b := range c.text {
		e.hash[i%8] = e.hash[i%8]*31 + b
	}
	s.events = append(s.events, e)
	return nil
}

func (c *batch) dispatch(s *state) error {
	for _, c := range c.calls {
		if err := c.dispatch(s); err != nil {
			return err
		}
	}
	return nil
}

// reader reads the fields of a block. The host makes well-formed blocks; anything else ends the call.
type reader struct {
	input  []byte
	offset int
}

func (r *reader) byte() byte {
	r.offset++
	return r.input[r.offset-1]
}

func (r *reader) uint32() uint32 {
	b := r.fixed(4)
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// fixed copies n bytes out of the block, as a decoder does whose values outlive the input.
func (r *reader) fixed(n int) []byte {
	b := make([]byte, n)
	r.offset += copy(b, r.input[r.offset:r.offset+n])
	return b
}

func (r *reader) bytes() []byte { return r.fixed(int(r.uint32())) }

const (
	callTransfer = iota
	callRemark
	callBatch
)

func (r *reader) call() call {
	switch r.byte() {
	case callTransfer:
		return &transfer{to: r.fixed(32), amount: uint64(r.uint32())}
	case callRemark:
		return &remark{text: r.bytes()}
	case callBatch:
		b := &batch{}
		for n := r.byte(); n > 0; n-- {
			b.calls = append(b.calls, r.call())
		}
		return b
	}
	panic("bench: a call that does not exist")
}

func (r *reader) extrinsic() *extrinsic {
	return &extrinsic{signer: r.fixed(32), signature: r.fixed(64), nonce: uint64(r.uint32()), tip: uint64(r.uint32()), call: r.call()}
}

// BenchBlock decodes the block that follows the number of repetitions in the input, dispatches its extrinsics, and drops everything for the
// next repetition: allocation as a runtime does it. A block is a number of extrinsics and the extrinsics; numbers have 32 bits.
func BenchBlock(input []byte) []byte {
	r := &reader{input: input}
	repetitions := r.uint32()
	body := r.offset
	var sum uint64
	for i := uint32(0); i < repetitions; i++ {
		r.offset = body
		sum = sum*31 + executeBlock(r)
	}
	return checksum(sum)
}

func executeBlock(r *reader) uint64 {
	s := &state{accounts: make(map[[32]byte]*account)}
	for n := r.uint32(); n > 0; n-- {
		x := r.extrinsic()
		signer := s.account(x.signer)
		signer.nonce++
		s.fees += x.tip + uint64(len(x.signature))
		if err := x.call.dispatch(s); err != nil {
			s.fees += uint64(len(err.Error()))
		}
	}
	sum := s.fees + uint64(len(s.accounts))
	for _, e := range s.events {
		sum = sum*31 + uint64(e.topic()[0])
	}
	return sum
}
