package apis

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/scale"
)

// FeeEstimator is what a runtime provides for the APIs TransactionPaymentApi, version 4, and TransactionPaymentCallApi, version 3
// (pallet_transaction_payment_rpc_runtime_api). Fees are without tip.
type FeeEstimator interface {
	frame.Runtime
	// Fee is the whole fee of an extrinsic with these bytes, FeeDetails what it is made of.
	Fee(bytes uint32, info *frame.DispatchInfo) scale.U128
	FeeDetails(bytes uint32, info *frame.DispatchInfo) scale.Encodable
	// WeightToFee is the fee of a weight, LengthToFee that of a number of bytes.
	WeightToFee(weight frame.Weight) scale.U128
	LengthToFee(bytes uint32) scale.U128
}

// infoOf is what an extrinsic may cost, and whether it pays for it.
func infoOf(x *frame.Extrinsic) (info frame.DispatchInfo, pays bool) {
	info = x.Call.Info()
	if x.Kind != frame.Bare {
		info.ExtensionWeight = x.Extensions.Weight(x.Call)
	}
	return info, x.Kind != frame.Bare
}

// queried reads an extrinsic and its length. Queries take calls that are nested deeper than in blocks.
func queried(input []byte, runtime FeeEstimator, function string) (x *frame.Extrinsic, bytes uint32) {
	d := scale.NewDecoder(input)
	encoded := d.Bytes()
	bytes = d.U32()
	check(d, function)
	x, err := frame.DecodeExtrinsicTo(frame.MaxQueriedExtrinsicDepth, encoded, runtime)
	if err != nil {
		fail(function, err)
	}
	return x, bytes
}

// PaymentQueryInfo answers TransactionPaymentApi_query_info: input is an extrinsic and its length, the answer a RuntimeDispatchInfo.
func PaymentQueryInfo(input []byte, runtime FeeEstimator) []byte {
	x, bytes := queried(input, runtime, "query_info")
	info, pays := infoOf(x)
	var fee scale.U128
	if pays {
		fee = runtime.Fee(bytes, &info)
	}
	return encodeDispatchInfo(&info, fee)
}

// PaymentQueryFeeDetails answers TransactionPaymentApi_query_fee_details: input is an extrinsic and its length, the answer FeeDetails.
func PaymentQueryFeeDetails(input []byte, runtime FeeEstimator) []byte {
	x, bytes := queried(input, runtime, "query_fee_details")
	info, pays := infoOf(x)
	if !pays {
		info.Pays = frame.PaysNo
	}
	return encodeDetails(runtime.FeeDetails(bytes, &info))
}

// PaymentQueryCallInfo answers TransactionPaymentCallApi_query_call_info: input is a call and the length of an extrinsic, the answer a
// RuntimeDispatchInfo.
func PaymentQueryCallInfo(input []byte, runtime FeeEstimator) []byte {
	info, bytes := queriedCall(input, runtime, "query_call_info")
	return encodeDispatchInfo(&info, runtime.Fee(bytes, &info))
}

// PaymentQueryCallFeeDetails answers TransactionPaymentCallApi_query_call_fee_details: input is a call and the length of an extrinsic, the answer
// FeeDetails.
func PaymentQueryCallFeeDetails(input []byte, runtime FeeEstimator) []byte {
	info, bytes := queriedCall(input, runtime, "query_call_fee_details")
	return encodeDetails(runtime.FeeDetails(bytes, &info))
}

func queriedCall(input []byte, runtime FeeEstimator, function string) (info frame.DispatchInfo, bytes uint32) {
	d := scale.NewDecoder(input)
	d.LimitDepth(frame.MaxQueriedCallDepth)
	call := runtime.DecodeCall(d)
	bytes = d.U32()
	check(d, function)
	return call.Info(), bytes
}

// PaymentQueryWeightToFee answers query_weight_to_fee of both APIs: input is a weight, the answer its fee.
func PaymentQueryWeightToFee(input []byte, runtime FeeEstimator) []byte {
	d := scale.NewDecoder(input)
	var weight frame.Weight
	weight.Decode(d)
	check(d, "query_weight_to_fee")
	fee := runtime.WeightToFee(weight)
	return scale.Marshal(&fee)
}

// PaymentQueryLengthToFee answers query_length_to_fee of both APIs: input is a number of bytes, the answer their fee.
func PaymentQueryLengthToFee(input []byte, runtime FeeEstimator) []byte {
	d := scale.NewDecoder(input)
	bytes := d.U32()
	check(d, "query_length_to_fee")
	fee := runtime.LengthToFee(bytes)
	return scale.Marshal(&fee)
}

// encodeDispatchInfo encodes a RuntimeDispatchInfo.
func encodeDispatchInfo(info *frame.DispatchInfo, fee scale.U128) []byte {
	e := scale.NewEncoder(make([]byte, 0, frame.WeightMaxEncodedLen+1+scale.U128MaxEncodedLen))
	weight := info.TotalWeight()
	weight.Encode(e)
	info.Class.Encode(e)
	e.U128(fee)
	return e.Output()
}

func encodeDetails(details scale.Encodable) []byte {
	e := scale.NewEncoder(make([]byte, 0, details.EncodedLen()))
	details.Encode(e)
	return e.Output()
}
