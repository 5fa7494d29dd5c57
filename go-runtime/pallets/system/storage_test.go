package system

import (
	"testing"

	"github.com/gopallet/gopallet/go-runtime/hostapi"
)

// The keys are written out in storage.go; here is what they are the hashes of.
func TestKeysAreTheHashesOfTheNames(t *testing.T) {
	for name, key := range map[string]string{
		"Number": number.Key, "ParentHash": parentHash.Key, "Digest": digest.Key, "BlockHash": blockHash.Prefix,
		"ExecutionPhase": executionPhase.Key, "Events": events.Key, "EventCount": eventCount.Key, "EventTopics": eventTopics.Prefix,
		"ExtrinsicCount": extrinsicCount.Key, "ExtrinsicData": extrinsicData.Prefix, "AllExtrinsicsLen": allExtrinsicsLen.Key,
	} {
		pallet, item := hostapi.Twox128([]byte("System")), hostapi.Twox128([]byte(name))
		if want := string(pallet[:]) + string(item[:]); key != want {
			t.Errorf("the key of %s is %x, want %x", name, key, want)
		}
	}
}
