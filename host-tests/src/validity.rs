//! Why a runtime refuses a transaction: sp-runtime's `TransactionValidityError`.

use codec::Decode;

/// Why a transaction is not taken into a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Decode, thiserror::Error)]
pub enum TransactionError {
    /// It can never be valid, or not now.
    #[error("invalid transaction: {0}")]
    Invalid(Invalid),
    /// The runtime cannot tell.
    #[error("unknown validity: {0}")]
    Unknown(Unknown),
}

/// Why a transaction is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Decode, thiserror::Error)]
pub enum Invalid {
    /// The call is not expected.
    #[error("the call is not expected here")]
    Call,
    /// The fee cannot be paid.
    #[error("the signer cannot pay the fee")]
    Payment,
    /// The nonce is too high.
    #[error("the nonce is too high: earlier transactions of the signer are missing")]
    Future,
    /// The nonce is too low.
    #[error("the nonce was used before")]
    Stale,
    /// The signature is bad.
    #[error("bad signature: signed with another key, for another genesis, or for another runtime version")]
    BadProof,
    /// The block that begins its lifetime is forgotten.
    #[error("its lifetime is over, or began in a block that the chain has forgotten")]
    AncientBirthBlock,
    /// It needs more than is left of the block.
    #[error("it needs more weight or length than the block has left")]
    ExhaustsResources,
    /// The runtime's own reason.
    #[error("the runtime's own reason {0}")]
    Custom(u8),
    /// A mandatory call failed.
    #[error("a mandatory call failed")]
    BadMandatory,
    /// A mandatory call was submitted.
    #[error("a mandatory call may only be an inherent")]
    MandatoryValidation,
    /// The signer may not send.
    #[error("the signer is disabled or unknown")]
    BadSigner,
    /// Its implicit data cannot be computed.
    #[error("its implicit data cannot be computed")]
    IndeterminateImplicit,
    /// Nothing authorised its origin.
    #[error("no transaction extension authorised its origin")]
    UnknownOrigin,
}

/// Why the validity cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Decode, thiserror::Error)]
pub enum Unknown {
    /// Something was not found.
    #[error("something that it needs was not found")]
    CannotLookup,
    /// No validator for unsigned transactions.
    #[error("nothing validates this unsigned call")]
    NoUnsignedValidator,
    /// The runtime's own reason.
    #[error("the runtime's own reason {0}")]
    Custom(u8),
}

impl TransactionError {
    /// Decodes the error from all of `bytes`.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        Self::decode(&mut bytes).ok().filter(|_| bytes.is_empty())
    }

    /// Whether it may fit into another block.
    pub fn exhausts_resources(&self) -> bool {
        matches!(self, Self::Invalid(Invalid::ExhaustsResources))
    }
}
