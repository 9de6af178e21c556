//! The names of issuers and subjects, for people (RFC 4514).

use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use crate::encoding::hex;

/// Short names of attribute types (RFC 4514 section 3) and that of an e-mail address (RFC 2985).
const SHORT: [(&str, &str); 11] = [
    ("2.5.4.3", "CN"),
    ("2.5.4.5", "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "STREET"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("0.9.2342.19200300.100.1.1", "UID"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
];
/// What stands for something else in a name unless a backslash precedes it.
const SPECIAL: &str = "\"+,;<=>\\";

/// A name in the order in which the certificate gives its parts: `O=sigstore.dev, CN=sigstore`.
///
/// It is for reading; names are compared by their bytes.
pub(crate) fn text(name: &X509Name<'_>) -> String {
    let parts = name.iter_rdn().map(|part| {
        let attributes: Vec<_> = part.iter().map(attribute).collect();
        attributes.join(" + ")
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn attribute(attribute: &AttributeTypeAndValue<'_>) -> String {
    let oid = attribute.attr_type().to_id_string();
    let short = SHORT.iter().find(|(known, _)| *known == oid).map(|(_, short)| *short);
    let value = match attribute.as_str() {
        Ok(value) => escaped(value),
        Err(_) => format!("#{}", hex::encode(attribute.as_slice())),
    };
    format!("{}={value}", short.unwrap_or(&oid))
}

fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for character in value.chars() {
        if SPECIAL.contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]

    use x509_parser::prelude::FromDer;

    use super::*;

    /// A name of one attribute a part: its type's last bytes under 2.5.4, its tag and its value.
    fn name(parts: &[(u8, u8, &[u8])]) -> String {
        let tlv = |tag: u8, content: Vec<u8>| {
            let length = u8::try_from(content.len()).unwrap();
            [vec![tag, length], content].concat()
        };
        let part = |(kind, tag, value): &(u8, u8, &[u8])| {
            let oid = tlv(6, vec![0x55, 4, *kind]);
            tlv(0x31, tlv(0x30, [oid, tlv(*tag, value.to_vec())].concat()))
        };
        let der = tlv(0x30, parts.iter().flat_map(part).collect());
        text(&X509Name::from_der(&der).unwrap().1)
    }

    #[test]
    fn a_name_is_readable_and_cannot_imitate_another() {
        assert_eq!(name(&[(10, 12, b"sigstore.dev"), (3, 12, b"sig")]), "O=sigstore.dev, CN=sig");
        assert_eq!(name(&[(3, 12, b"a, O=b")]), "CN=a\\, O\\=b");
        assert_eq!(name(&[(3, 12, "\u{e9}".as_bytes()), (98, 19, b"x")]), "CN=\u{e9}, 2.5.4.98=x");
        // A bit string, and UTF-8 that is none.
        assert_eq!(name(&[(3, 3, b"\0\x01")]), "CN=#0001");
        assert_eq!(name(&[(3, 12, b"\xff")]), "CN=#ff");
        assert_eq!(name(&[]), "");
    }
}
