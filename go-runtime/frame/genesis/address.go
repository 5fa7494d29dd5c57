package genesis

import "github.com/gopallet/gopallet/go-runtime/scale"

// An SS58 address (sp_core::crypto::Ss58Codec) is, in base 58, a prefix that says which chain it is for, the account, and the first two bytes of a hash
// of both.
const (
	addressContext = "SS58PRE"
	accountBytes   = 32
	checksumBytes  = 2
	// maxPrefixBytes is the most bytes of the prefix: prefixes from 64 on have two.
	maxPrefixBytes = 2
)

// digits are those of base 58.
const digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// ParseAddress is the account that an address names, whatever chain it is for, and whether it names one.
func ParseAddress(text string) (account scale.AccountID, ok bool) {
	decoded, ok := decodeBase58(text)
	if !ok || len(decoded) == 0 {
		return account, false
	}
	prefixBytes := 1
	if decoded[0] >= 64 {
		prefixBytes = maxPrefixBytes
	}
	if decoded[0] >= 128 || len(decoded) != prefixBytes+accountBytes+checksumBytes {
		return account, false
	}
	hashed := len(decoded) - checksumBytes
	hash := blake2b512(append([]byte(addressContext), decoded[:hashed]...))
	if hash[0] != decoded[hashed] || hash[1] != decoded[hashed+1] {
		return account, false
	}
	copy(account[:], decoded[prefixBytes:hashed])
	return account, true
}

// decodeBase58 is the number that text is in base 58, highest byte first, with a zero byte for each leading zero digit.
func decodeBase58(text string) ([]byte, bool) {
	const most = maxPrefixBytes + accountBytes + checksumBytes
	var number [most]byte
	used, zeros := 0, 0
	for i := 0; i < len(text); i++ {
		value := digitOf(text[i])
		if value < 0 {
			return nil, false
		}
		if value == 0 && i == zeros {
			zeros++
		}
		carry := value
		for at := 0; at < used || carry != 0; at++ {
			if at == most {
				return nil, false
			}
			carry += int(number[at]) * len(digits)
			number[at] = byte(carry)
			carry >>= 8
			used = max(used, at+1)
		}
	}
	if zeros+used > most {
		return nil, false
	}
	decoded := make([]byte, zeros, zeros+used)
	for at := used - 1; at >= 0; at-- {
		decoded = append(decoded, number[at])
	}
	return decoded, true
}

// digitOf is the value of a digit of base 58, -1 for other characters.
func digitOf(c byte) int {
	for i := range len(digits) {
		if digits[i] == c {
			return i
		}
	}
	return -1
}
