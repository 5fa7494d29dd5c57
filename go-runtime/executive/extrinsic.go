package executive

import (
	"github.com/gopallet/gopallet/go-runtime/frame"
	"github.com/gopallet/gopallet/go-runtime/pallets/system"
	"github.com/gopallet/gopallet/go-runtime/primitives"
)

// ApplyExtrinsic runs an extrinsic in the block that was started. encoded is its encoding, the length prefix included; x is that decoded, nil if
// its calls are nested too deeply. invalid is why the extrinsic can't be in the block; failed is why its call has failed, which is no reason against it.
func ApplyExtrinsic(runtime Runtime, x *frame.Extrinsic, encoded []byte) (failed, invalid error) {
	if x == nil {
		return nil, frame.InvalidCall
	}
	return apply(runtime, x, encoded, x.Kind == frame.Bare && runtime.IsInherent(x.Call))
}

func apply(runtime Runtime, x *frame.Extrinsic, encoded []byte, isInherent bool) (failed, invalid error) {
	t, err := begin(x, len(encoded))
	if err != nil {
		return nil, err
	}
	if !isInherent && !system.InherentsApplied() {
		inherentsApplied(runtime)
	}
	system.NoteExtrinsic(encoded)
	var post frame.PostDispatchInfo
	if x.Kind == frame.Bare {
		post, failed, invalid = runBare(runtime, x, t)
	} else {
		post, failed, invalid = runExtended(x, t)
	}
	if invalid != nil {
		return nil, invalid
	}
	if failed != nil && t.Info.Class == frame.Mandatory {
		return nil, frame.InvalidBadMandatory
	}
	system.NoteAppliedExtrinsic(failed, &post, &t.Info)
	return failed, nil
}

// begin looks up who sent the extrinsic and what it may cost.
func begin(x *frame.Extrinsic, length int) (*frame.Transaction, error) {
	origin, err := x.Check()
	if err != nil {
		return nil, err
	}
	t := &frame.Transaction{Call: x.Call, Info: x.Call.Info(), Length: length, Origin: origin, Validity: frame.Valid()}
	if x.Kind != frame.Bare {
		t.Info.ExtensionWeight = x.Extensions.Weight(x.Call)
	}
	return t, nil
}

// runBare runs an extrinsic that no extension answers for.
func runBare(runtime Runtime, x *frame.Extrinsic, t *frame.Transaction) (post frame.PostDispatchInfo, failed, invalid error) {
	if invalid = runtime.PreDispatch(x.Call); invalid != nil {
		return post, nil, invalid
	}
	if invalid = x.Extensions.BarePrepare(t); invalid != nil {
		return post, nil, invalid
	}
	post, failed = system.Dispatch(x.Call, t.Origin)
	// What the extensions take back is not part of the call's own account.
	after := post
	return post, failed, x.Extensions.BarePostDispatch(t, &after, failed)
}

// runExtended runs a signed or general extrinsic.
func runExtended(x *frame.Extrinsic, t *frame.Transaction) (post frame.PostDispatchInfo, failed, invalid error) {
	if invalid = validate(x, t); invalid != nil {
		return post, nil, invalid
	}
	if invalid = x.Extensions.Prepare(t); invalid != nil {
		return post, nil, invalid
	}
	post, failed = system.Dispatch(x.Call, t.Origin)
	post.SetExtensionWeight(&t.Info)
	return post, failed, x.Extensions.PostDispatch(t, &post, failed)
}

// validate asks the extensions. Those of a signed extrinsic have made what is signed along before.
func validate(x *frame.Extrinsic, t *frame.Transaction) error {
	if x.Kind == frame.General {
		if err := x.CheckImplicit(); err != nil {
			return err
		}
	}
	if err := x.Extensions.Validate(t); err != nil {
		return err
	}
	if !t.Origin.IsAuthorized() {
		return frame.InvalidUnknownOrigin
	}
	return nil
}

// ValidateTransaction says whether an extrinsic could be in the next block after the one with this hash. encoded and x are as for
// [ApplyExtrinsic].
func ValidateTransaction(
	runtime Runtime, source frame.TransactionSource, x *frame.Extrinsic, encoded []byte, blockHash *primitives.Hash,
) (frame.ValidTransaction, error) {
	system.Initialize(system.Number()+1, blockHash, nil)
	if x == nil {
		return frame.ValidTransaction{}, frame.InvalidCall
	}
	t, err := begin(x, len(encoded))
	if err != nil {
		return frame.ValidTransaction{}, err
	}
	t.Source, t.Judged = source, true
	if t.Info.Class == frame.Mandatory {
		return t.Validity, frame.InvalidMandatoryValidation
	}
	if x.Kind != frame.Bare {
		err = validate(x, t)
		return t.Validity, err
	}
	valid, err := runtime.ValidateUnsigned(source, x.Call)
	if err == nil {
		err = x.Extensions.BareValidate(t)
	}
	t.Validity.Combine(&valid)
	return t.Validity, err
}
