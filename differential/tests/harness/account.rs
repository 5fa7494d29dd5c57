//! Accounts and amounts as text, and signatures that anybody can verify.

use gopallet_differential::{account::Account, amount::Amount};
use sp_core::{ecdsa, ed25519, sr25519, Pair};

#[test]
fn accounts_read_as_they_are_written() {
    let bytes = format!("0x{}", "5a".repeat(32));
    for text in ["Alice", "Alice//stash", "ed25519:Ferdie", "ecdsa:Grace", bytes.as_str()] {
        let account: Account = text.parse().expect("an account");
        assert_eq!(account.to_string(), text);
    }
    for text in ["", "0x00", "rsa:Alice", "ecdsa:", "0xzz"] {
        assert!(text.parse::<Account>().is_err(), "{text}");
    }
}

#[test]
fn amounts_read_as_they_are_written() {
    for text in ["0", "340282366920938463463374607431768211455", "free(Bob)+1", "free(ecdsa:Grace)-500"] {
        assert_eq!(text.parse::<Amount>().expect("an amount").to_string(), text);
    }
    for text in ["", "-1", "free(Bob", "free()", "free(Bob)*2", "340282366920938463463374607431768211456"] {
        assert!(text.parse::<Amount>().is_err(), "{text}");
    }
    let above: Amount = "free(Bob)+10".parse().expect("an amount");
    assert_eq!(above.value(|_| 5), 15);
    assert_eq!(above.value(|_| u128::MAX), u128::MAX);
    let below: Amount = "free(Bob)-10".parse().expect("an amount");
    assert_eq!(below.value(|_| 5), 0);
}

#[test]
fn signatures_are_valid_and_the_same_each_time() {
    let message = b"what is signed";
    let alice = Account::named("Alice");
    let signature = alice.sign(message);
    assert_eq!((signature[0], &signature), (1, &alice.sign(message)));
    let raw = sr25519::Signature::from_raw(signature[1..].try_into().expect("64 bytes"));
    assert!(sr25519::Pair::verify(&raw, message, &sr25519::Public::from_raw(alice.id())));

    let ferdie: Account = "ed25519:Ferdie".parse().expect("an account");
    let signature = ferdie.sign(message);
    let raw = ed25519::Signature::from_raw(signature[1..].try_into().expect("64 bytes"));
    assert!(signature[0] == 0 && ed25519::Pair::verify(&raw, message, &ed25519::Public::from_raw(ferdie.id())));

    let grace: Account = "ecdsa:Grace".parse().expect("an account");
    let signature = grace.sign(message);
    let raw = ecdsa::Signature::from_raw(signature[1..].try_into().expect("65 bytes"));
    let public = raw.recover(message).expect("a key");
    assert_eq!((signature[0], sp_crypto_hashing::blake2_256(&public.0)), (2, grace.id()));
}
