//! A writer of DER, and nothing but a writer: the engine's reader is what is tested with it.

/// `SEQUENCE`.
pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tagged(0x30, &parts.concat())
}

/// `SET OF`, its members in DER's order.
pub fn set_of(mut members: Vec<Vec<u8>>) -> Vec<u8> {
    members.sort();
    tagged(0x31, &members.concat())
}

/// Any tag of one byte.
pub fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    let length = content.len();
    match length {
        0..=0x7f => der.push(length as u8),
        0x80..=0xff => der.extend([0x81, length as u8]),
        0x100..=0xffff => der.extend([0x82, (length >> 8) as u8, length as u8]),
        _ => der.extend([0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8]),
    }
    der.extend_from_slice(content);
    der
}

/// `[number]`, constructed.
pub fn context(number: u8, content: &[u8]) -> Vec<u8> {
    tagged(0xa0 | number, content)
}

/// `[number]`, primitive.
pub fn context_primitive(number: u8, content: &[u8]) -> Vec<u8> {
    tagged(0x80 | number, content)
}

pub fn boolean(value: bool) -> Vec<u8> {
    tagged(0x01, &[if value { 0xff } else { 0 }])
}

/// An unsigned `INTEGER` from big-endian bytes.
pub fn unsigned(bytes: &[u8]) -> Vec<u8> {
    let start = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len());
    let mut content = bytes[start..].to_vec();
    if content.first().is_none_or(|first| *first >= 0x80) {
        content.insert(0, 0);
    }
    tagged(0x02, &content)
}

pub fn integer(value: u64) -> Vec<u8> {
    unsigned(&value.to_be_bytes())
}

pub fn octets(content: &[u8]) -> Vec<u8> {
    tagged(0x04, content)
}

/// A `BIT STRING` of whole bytes.
pub fn bits(content: &[u8]) -> Vec<u8> {
    tagged(0x03, &[&[0], content].concat())
}

/// A `BIT STRING` of named bits, without trailing zeros.
pub fn named_bits(positions: &[u8]) -> Vec<u8> {
    let Some(last) = positions.iter().max() else { return tagged(0x03, &[0]) };
    let mut bytes = vec![0; usize::from(last / 8) + 1];
    for position in positions {
        bytes[usize::from(position / 8)] |= 0x80 >> (position % 8);
    }
    tagged(0x03, &[&[7 - last % 8], bytes.as_slice()].concat())
}

pub fn null() -> Vec<u8> {
    tagged(0x05, &[])
}

pub fn utf8(text: &str) -> Vec<u8> {
    tagged(0x0c, text.as_bytes())
}

/// An object identifier from its dotted text.
pub fn oid(dotted: &str) -> Vec<u8> {
    let numbers: Vec<u64> = dotted.split('.').map(|part| part.parse().expect("a number")).collect();
    let mut content = Vec::new();
    let first = numbers[0] * 40 + numbers[1];
    for number in core::iter::once(&first).chain(&numbers[2..]) {
        let mut groups = vec![(number & 0x7f) as u8];
        let mut rest = number >> 7;
        while rest > 0 {
            groups.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        content.extend(groups.iter().rev());
    }
    tagged(0x06, &content)
}

/// `AlgorithmIdentifier` without parameters.
pub fn algorithm(dotted: &str) -> Vec<u8> {
    sequence(&[&oid(dotted)])
}

/// `AlgorithmIdentifier` with the parameters NULL, as RSA wants it.
pub fn algorithm_null(dotted: &str) -> Vec<u8> {
    sequence(&[&oid(dotted), &null()])
}

/// `UTCTime` until 2049, `GeneralizedTime` from 2050 (RFC 5280 section 4.1.2.5).
pub fn validity_time(seconds: i64) -> Vec<u8> {
    let text = crate::time::digits(seconds);
    if text.as_str() < "2050" {
        tagged(0x17, format!("{}Z", &text[2..]).as_bytes())
    } else {
        tagged(0x18, format!("{text}Z").as_bytes())
    }
}

/// `fraction` holds the digits after the second, if there are any.
pub fn generalized_time(seconds: i64, fraction: &str) -> Vec<u8> {
    let point = if fraction.is_empty() { "" } else { "." };
    tagged(0x18, format!("{}{point}{fraction}Z", crate::time::digits(seconds)).as_bytes())
}
