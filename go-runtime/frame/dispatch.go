package frame

import "github.com/gopallet/gopallet/go-runtime/scale"

// DispatchClass says which limits of a block a call counts against (frame_support::dispatch::DispatchClass).
//
//scale:enum
//scale:path frame_support::dispatch::DispatchClass
type DispatchClass uint8

const (
	// Normal is the class of users' calls.
	Normal DispatchClass = 0
	// Operational is the class of calls that keep the chain running: a part of each block is reserved for them.
	Operational DispatchClass = 1
	// Mandatory is the class of calls that a block can't be without, such as inherents. They may exceed the limits, and must not fail.
	Mandatory DispatchClass = 2
)

// Pays says whether a fee is due (frame_support::dispatch::Pays).
//
//scale:enum
//scale:path frame_support::dispatch::Pays
type Pays uint8

const (
	// PaysYes: the sender pays.
	PaysYes Pays = 0
	// PaysNo: the call is free.
	PaysNo Pays = 1
)

// DispatchInfo is what is known of a call before it runs (frame_support::dispatch::DispatchInfo).
type DispatchInfo struct {
	// Weight of the call itself, and of the transaction extensions around it.
	Weight, ExtensionWeight Weight
	Class                   DispatchClass
	Pays                    Pays
}

// NormalCall describes a call of class Normal that pays.
func NormalCall(w Weight) DispatchInfo { return DispatchInfo{Weight: w} }

// OperationalCall describes a call of class Operational that pays.
func OperationalCall(w Weight) DispatchInfo { return DispatchInfo{Weight: w, Class: Operational} }

// MandatoryCall describes a call of class Mandatory.
func MandatoryCall(w Weight) DispatchInfo { return DispatchInfo{Weight: w, Class: Mandatory} }

// TotalWeight is the weight of the call with its extensions.
func (i *DispatchInfo) TotalWeight() Weight { return i.Weight.Add(i.ExtensionWeight) }

// PostDispatchInfo is what a call says of itself after it has run (frame_support::dispatch::PostDispatchInfo). The zero value says that it
// cost what was said before, and that a fee is due.
type PostDispatchInfo struct {
	// HasWeight says that ActualWeight counts.
	HasWeight    bool
	ActualWeight Weight
	Pays         Pays
}

// ActualWeightOf is what a call and its extensions have cost, never more than was said before.
func (p *PostDispatchInfo) ActualWeightOf(info *DispatchInfo) Weight {
	total := info.TotalWeight()
	if p.HasWeight {
		return p.ActualWeight.Min(total)
	}
	return total
}

// Unspent is what of the weight said before was not used.
func (p *PostDispatchInfo) Unspent(info *DispatchInfo) Weight {
	return info.TotalWeight().Sub(p.ActualWeightOf(info))
}

// PaysFee says whether a fee is due.
func (p *PostDispatchInfo) PaysFee(info *DispatchInfo) Pays { return p.Pays | info.Pays }

// SetExtensionWeight adds the weight of the extensions to that of the call.
func (p *PostDispatchInfo) SetExtensionWeight(info *DispatchInfo) {
	if !p.HasWeight {
		p.HasWeight, p.ActualWeight = true, info.Weight
	}
	p.ActualWeight = p.ActualWeight.Add(info.ExtensionWeight)
}

// Refund takes unused weight back.
func (p *PostDispatchInfo) Refund(w Weight) {
	if p.HasWeight {
		p.ActualWeight = p.ActualWeight.Sub(w)
	}
}

// Call is a call of a pallet with its arguments. The generator makes one such type for each function with the directive frame:call.
type Call interface {
	scale.Encodable
	// Index is the pallet's index in the runtime, and the call's in the pallet.
	Index() (pallet, call uint8)
	// Info says what the call may cost.
	Info() DispatchInfo
	// Run calls the function. Its writes are not undone if it fails: see [Dispatch].
	Run(origin Origin) (PostDispatchInfo, error)
}

// Dispatch runs a call in a storage layer of its own: if it fails, nothing that it wrote stays. Filters of calls are not asked.
func Dispatch(call Call, origin Origin) (PostDispatchInfo, error) {
	if err := StartLayer(); err != nil {
		return PostDispatchInfo{}, err
	}
	info, err := call.Run(origin)
	EndLayer(err)
	return info, err
}
