//! May the leaf certificate be used for what it is used for?

use crate::error::Error;
use crate::formats::certificate::Certificate;
use crate::verify::chain::{Purpose, verify_no_unknown_critical};

/// The leaf is no authority, may sign, and is meant for this purpose.
pub(crate) fn verify_leaf(leaf: &Certificate, purpose: Purpose) -> Result<(), Error> {
    let wrong = |expected| Error::CertificateUsageWrong {
        certificate: leaf.subject_text.clone(),
        expected,
    };
    if leaf.basic_constraints.ca {
        return Err(wrong("basicConstraints without cA"));
    }
    let signs = leaf.key_usage.is_some_and(|usage| usage.digital_signature);
    let usage = leaf.extended_key_usage;
    match purpose {
        Purpose::CodeSigning if !signs => Err(wrong("keyUsage digitalSignature")),
        Purpose::CodeSigning if usage.is_none_or(|usage| !usage.code_signing) => {
            Err(wrong("extKeyUsage codeSigning"))
        }
        // RFC 3161 section 2.3 demands the extended usage and says nothing of the plain one.
        Purpose::TimeStamping if leaf.key_usage.is_some() && !signs => {
            Err(wrong("keyUsage digitalSignature"))
        }
        Purpose::TimeStamping if usage.is_none_or(|usage| !usage.time_stamping) => {
            Err(wrong("extKeyUsage timeStamping"))
        }
        _ => Ok(()),
    }
}

/// The leaf names one signer, contradicts itself nowhere, and demands nothing unknown.
pub(crate) fn verify_extensions(leaf: &Certificate) -> Result<(), Error> {
    verify_no_unknown_critical(leaf)?;
    if leaf.names.len() != 1 {
        let names = u64::try_from(leaf.names.len()).unwrap_or(u64::MAX);
        return Err(Error::CertificateNameInvalid { names });
    }
    match leaf.fulcio.contradiction() {
        Some(found) => Err(Error::CertificateExtensionsContradict {
            oid: format!("1.3.6.1.4.1.57264.1.{}", found.number),
            deprecated: found.deprecated.to_owned(),
            current: found.current.to_owned(),
        }),
        None => Ok(()),
    }
}
