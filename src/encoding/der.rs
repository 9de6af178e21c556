//! Strict reading of DER (X.690): one element after the other, each used up exactly.
//!
//! Headers are read by asn1-rs, which takes some encodings that are BER only; what it leaves
//! unchecked is checked here. Tags are single bytes: no format of this project has a larger one.

use x509_parser::asn1_rs::{FromDer, Header};

use crate::error::Error;
use crate::time::UnixTime;

/// BOOLEAN.
pub(crate) const BOOLEAN: u8 = 0x01;
/// INTEGER.
pub(crate) const INTEGER: u8 = 0x02;
/// BIT STRING.
pub(crate) const BIT_STRING: u8 = 0x03;
/// OCTET STRING.
pub(crate) const OCTET_STRING: u8 = 0x04;
/// NULL.
pub(crate) const NULL: u8 = 0x05;
/// OBJECT IDENTIFIER.
pub(crate) const OID: u8 = 0x06;
/// UTF8String.
pub(crate) const UTF8_STRING: u8 = 0x0c;
/// UTCTime.
pub(crate) const UTC_TIME: u8 = 0x17;
/// GeneralizedTime.
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
/// SEQUENCE and SEQUENCE OF.
pub(crate) const SEQUENCE: u8 = 0x30;
/// SET and SET OF.
pub(crate) const SET: u8 = 0x31;
/// The context-specific tag 0 around one or more elements.
pub(crate) const CONTEXT_0: u8 = 0xa0;
/// The context-specific tag 1 around one or more elements.
pub(crate) const CONTEXT_1: u8 = 0xa1;
/// The context-specific tag 0 in place of a primitive's own tag.
pub(crate) const CONTEXT_0_PRIMITIVE: u8 = 0x80;
/// The extensions of a TBSCertificate (RFC 5280 section 4.1), context-specific tag 3.
pub(crate) const EXTENSIONS: u8 = 0xa3;

/// The bits of an identifier octet that say that the tag number follows in further octets.
const HIGH_TAG: u8 = 0x1f;
/// The longest object identifier in bytes; the longest that any format here uses has 13.
const OID_MAX: usize = 64;

/// One element: its identifier octet, its contents, and both with the length between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tlv<'a> {
    pub(crate) tag: u8,
    pub(crate) value: &'a [u8],
    pub(crate) raw: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// A reader of the elements inside.
    pub(crate) const fn reader(&self, path: &'static str) -> Reader<'a> {
        Reader::new(self.value, path)
    }

    /// An OBJECT IDENTIFIER in its dotted form.
    pub(crate) fn oid(&self, path: &'static str) -> Result<String, Error> {
        self.check(OID, path)?;
        dotted(self.value).ok_or_else(|| invalid(path))
    }

    /// An INTEGER that is not negative and fits 64 bits.
    pub(crate) fn unsigned(&self, path: &'static str) -> Result<u64, Error> {
        let magnitude = self.magnitude(path)?;
        let mut bytes = [0; 8];
        let start = bytes.len().checked_sub(magnitude.len()).ok_or_else(|| invalid(path))?;
        bytes.get_mut(start..).ok_or_else(|| invalid(path))?.copy_from_slice(magnitude);
        Ok(u64::from_be_bytes(bytes))
    }

    /// The bytes of an INTEGER that is not negative, big endian and without leading zeros (so none
    /// at all for 0).
    pub(crate) fn magnitude(&self, path: &'static str) -> Result<&'a [u8], Error> {
        self.check(INTEGER, path)?;
        match self.value {
            [0] => Ok(&[]),
            [0, rest @ ..] if rest.first().is_some_and(|first| first & 0x80 != 0) => Ok(rest),
            [first, ..] if *first != 0 && first & 0x80 == 0 => Ok(self.value),
            _ => Err(invalid(path)),
        }
    }

    /// The bytes of a BIT STRING that has a whole number of them.
    pub(crate) fn octets(&self, path: &'static str) -> Result<&'a [u8], Error> {
        self.check(BIT_STRING, path)?;
        match self.value {
            [0, octets @ ..] => Ok(octets),
            _ => Err(invalid(path)),
        }
    }

    /// A UTCTime or GeneralizedTime as DER writes them: in UTC, with seconds. A GeneralizedTime may
    /// have a fraction of up to nine digits, the last of which is not 0.
    pub(crate) fn time(&self, path: &'static str) -> Result<UnixTime, Error> {
        let time = match self.tag {
            UTC_TIME => utc_time(self.value),
            GENERALIZED_TIME => generalized_time(self.value),
            _ => None,
        };
        time.ok_or_else(|| invalid(path))
    }

    /// A UTF8String.
    pub(crate) fn utf8(&self, path: &'static str) -> Result<&'a str, Error> {
        self.check(UTF8_STRING, path)?;
        core::str::from_utf8(self.value).map_err(|_| invalid(path))
    }

    fn check(&self, tag: u8, path: &'static str) -> Result<(), Error> {
        if self.tag == tag { Ok(()) } else { Err(invalid(path)) }
    }
}

/// Reads elements one after the other. `path` names what is being read in an error.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    path: &'static str,
}

impl<'a> Reader<'a> {
    /// A reader of these bytes.
    pub(crate) const fn new(bytes: &'a [u8], path: &'static str) -> Self {
        Self { rest: bytes, path }
    }

    /// The next element, whatever it is.
    pub(crate) fn next(&mut self) -> Result<Tlv<'a>, Error> {
        let (tlv, rest) = split(self.rest).ok_or_else(|| invalid(self.path))?;
        self.rest = rest;
        Ok(tlv)
    }

    /// The next element, which must have this tag.
    pub(crate) fn expect(&mut self, tag: u8) -> Result<Tlv<'a>, Error> {
        self.optional(tag)?.ok_or_else(|| invalid(self.path))
    }

    /// The next element if it has this tag; otherwise nothing is read.
    pub(crate) fn optional(&mut self, tag: u8) -> Result<Option<Tlv<'a>>, Error> {
        if self.peek_tag() == Some(tag) { self.next().map(Some) } else { Ok(None) }
    }

    /// The identifier octet of the next element.
    pub(crate) fn peek_tag(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Whether everything was read.
    pub(crate) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Ends the reading: nothing may be left.
    pub(crate) fn finish(self) -> Result<(), Error> {
        if self.is_empty() { Ok(()) } else { Err(invalid(self.path)) }
    }
}

/// Writes one element: its identifier octet, the shortest length, its contents.
pub(crate) fn encode(tag: u8, contents: &[u8]) -> Vec<u8> {
    let length = contents.len().to_be_bytes();
    let mut encoded = Vec::with_capacity(1 + 1 + length.len() + contents.len());
    encoded.push(tag);
    let zeros = length.iter().take_while(|&&byte| byte == 0).count();
    match length.get(zeros..) {
        None | Some([]) => encoded.push(0),
        Some([short]) if *short < 0x80 => encoded.push(*short),
        Some(octets) => {
            // At most 8 octets, so the count never reaches the bit beside it.
            encoded.push(0x80 | u8::try_from(octets.len()).unwrap_or_default());
            encoded.extend_from_slice(octets);
        }
    }
    encoded.extend_from_slice(contents);
    encoded
}

/// Splits the first element off, if it is one in DER.
fn split(bytes: &[u8]) -> Option<(Tlv<'_>, &[u8])> {
    let tag = *bytes.first()?;
    // 0x00 would be BER's end of contents.
    if tag & HIGH_TAG == HIGH_TAG || tag == 0 {
        return None;
    }
    let (contents, header) = Header::from_der(bytes).ok()?;
    let length = header.length().definite().ok()?;
    let header_size = bytes.len().checked_sub(contents.len())?;
    // asn1-rs takes a length of more octets than it needs.
    if header_size != minimal_header_size(length) {
        return None;
    }
    let (value, rest) = contents.split_at_checked(length)?;
    let raw = bytes.get(..header_size.checked_add(length)?)?;
    Some((Tlv { tag, value, raw }, rest))
}

/// One identifier octet, one length octet, and as many more as a length over 127 needs.
fn minimal_header_size(length: usize) -> usize {
    if length < 0x80 {
        return 2;
    }
    let zeros = length.to_be_bytes().iter().take_while(|&&byte| byte == 0).count();
    2 + size_of::<usize>() - zeros
}

/// Numbers of seven bits a byte, each ending with the first byte whose top bit is clear and
/// starting with none that adds nothing. The first number holds two (X.690 section 8.19.4).
fn dotted(bytes: &[u8]) -> Option<String> {
    let ends = |byte: &u8| byte & 0x80 == 0;
    if bytes.len() > OID_MAX || !bytes.last().is_some_and(ends) {
        return None;
    }
    let mut numbers = bytes.split_inclusive(ends).map(|arc| {
        // 18 bytes hold 126 bits; the largest that are in use, UUIDs, would need 19.
        let fits = arc.len() <= 18 && arc.first() != Some(&0x80);
        fits.then(|| arc.iter().fold(0, |sum, byte| sum << 7 | u128::from(byte & 0x7f)))
    });
    let mut dotted = match numbers.next()?? {
        number @ 0..80 => format!("{}.{}", number / 40, number % 40),
        number => format!("2.{}", number - 80),
    };
    for number in numbers {
        dotted.push('.');
        dotted.push_str(&number?.to_string());
    }
    Some(dotted)
}

/// YYMMDDhhmmssZ; RFC 5280 section 4.1.2.5.1 puts the years from 50 on into the last century.
fn utc_time(text: &[u8]) -> Option<UnixTime> {
    let (digits, end) = text.split_at_checked(12)?;
    let [year, month, day, hour, minute, second] = pairs(digits)?;
    let century = if year < 50 { 2000 } else { 1900 };
    let date = (century + i32::from(year), month, day);
    (end == b"Z").then(|| UnixTime::from_calendar(date, (hour, minute, second), 0))?
}

/// YYYYMMDDhhmmss[.f+]Z.
fn generalized_time(text: &[u8]) -> Option<UnixTime> {
    let (digits, end) = text.split_at_checked(14)?;
    let [century, year, month, day, hour, minute, second] = pairs(digits)?;
    let date = (i32::from(century) * 100 + i32::from(year), month, day);
    let nanos = match end {
        b"Z" => 0,
        [b'.', fraction @ .., b'Z'] => nanos(fraction)?,
        _ => return None,
    };
    UnixTime::from_calendar(date, (hour, minute, second), nanos)
}

/// Reads N numbers of two digits each.
fn pairs<const N: usize>(digits: &[u8]) -> Option<[u8; N]> {
    let (pairs, rest) = digits.as_chunks::<2>();
    let pairs: &[[u8; 2]; N] = pairs.try_into().ok()?;
    let all_digits = rest.is_empty() && digits.iter().all(u8::is_ascii_digit);
    all_digits.then(|| pairs.map(|[tens, ones]| (tens - b'0') * 10 + (ones - b'0')))
}

fn nanos(fraction: &[u8]) -> Option<u32> {
    let canonical = matches!(fraction, [.., last] if *last != b'0') && fraction.len() <= 9;
    let mut nanos = 0;
    for position in 0..9 {
        let digit = fraction.get(position).copied().unwrap_or(b'0');
        nanos = nanos * 10 + char::from(digit).to_digit(10)?;
    }
    canonical.then_some(nanos)
}

fn invalid(path: &'static str) -> Error {
    Error::DerInvalid { path: path.to_owned() }
}

#[cfg(test)]
#[path = "der_tests.rs"]
mod tests;
