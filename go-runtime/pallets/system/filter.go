package system

import "github.com/gopallet/gopallet/go-runtime/frame"

// Dispatch makes a call for an origin, if the runtime's filter allows it: root may make any. See [frame.Dispatch].
func Dispatch(call frame.Call, origin frame.Origin) (frame.PostDispatchInfo, error) {
	if config.BaseCallFilter != nil && origin.Kind != frame.OriginRoot && !config.BaseCallFilter(call) {
		return frame.PostDispatchInfo{}, ErrCallFiltered
	}
	return frame.Dispatch(call, origin)
}
