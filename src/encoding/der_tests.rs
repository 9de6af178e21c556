#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test's panic is its answer")]

use super::*;

fn one(bytes: &[u8]) -> Result<Tlv<'_>, Error> {
    let mut reader = Reader::new(bytes, "test");
    let tlv = reader.next()?;
    reader.finish()?;
    Ok(tlv)
}

fn tlv(tag: u8, value: &[u8]) -> Vec<u8> {
    let length = value.len();
    let header = match length {
        0..0x80 => vec![tag, u8::try_from(length).unwrap()],
        0x80..0x100 => vec![tag, 0x81, u8::try_from(length).unwrap()],
        _ => [&[tag, 0x82], &u16::try_from(length).unwrap().to_be_bytes()[..]].concat(),
    };
    [&header[..], value].concat()
}

#[test]
fn elements_are_read_in_order() {
    let bytes = [0x30, 0x05, 0x02, 0x01, 0x07, 0x05, 0x00, 0xa0, 0x00];
    let mut reader = Reader::new(&bytes, "test");
    let sequence = reader.expect(SEQUENCE).unwrap();
    assert_eq!(sequence.raw, &bytes[..7]);
    let mut inner = sequence.reader("inner");
    assert_eq!(inner.optional(BOOLEAN), Ok(None));
    assert_eq!(inner.expect(INTEGER).unwrap().unsigned("n"), Ok(7));
    assert_eq!(inner.peek_tag(), Some(NULL));
    assert!(inner.clone().finish().is_err());
    assert_eq!(inner.optional(NULL).unwrap().unwrap().value, b"");
    assert!(inner.is_empty());
    assert_eq!(inner.peek_tag(), None);
    assert!(inner.next().is_err());
    inner.finish().unwrap();
    assert_eq!(reader.next().unwrap().tag, 0xa0);
    assert!(reader.expect(SET).is_err());
}

#[test]
fn lengths_at_every_boundary() {
    for length in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff] {
        let value = vec![0x5a; length];
        let bytes = tlv(OCTET_STRING, &value);
        assert_eq!(one(&bytes).unwrap().value, value);
        assert_eq!(one(&bytes).unwrap().raw, bytes);
        assert!(one(&bytes[..bytes.len() - 1]).is_err(), "{length} cut short");
        assert!(one(&[&bytes[..], &[0]].concat()).is_err(), "{length} with more behind");
    }
    let large = [&[OCTET_STRING, 0x83, 0x01, 0x00, 0x00][..], &[0; 0x1_0000]].concat();
    assert_eq!(one(&large).unwrap().value.len(), 0x1_0000);
}

#[test]
fn what_is_written_is_read() {
    for length in [0, 1, 0x7f, 0x80, 0xff, 0x100, 0xffff] {
        let value = vec![0x5a; length];
        assert_eq!(encode(OCTET_STRING, &value), tlv(OCTET_STRING, &value), "{length}");
    }
    let large = encode(EXTENSIONS, &[0; 0x1_0000]);
    assert_eq!(one(&large).unwrap().value, [0; 0x1_0000]);
    assert_eq!(one(&large).unwrap().raw, large);
}

#[test]
fn other_encodings_are_refused() {
    let cases: &[&[u8]] = &[
        &[],
        &[0x04],
        &[0x04, 0x01],
        &[0x00, 0x00],
        &[0x00, 0x01, 0x00],
        // A tag of two bytes, in every class.
        &[0x1f, 0x00],
        &[0x1f, 0x1f, 0x00],
        &[0x3f, 0x81, 0x01, 0x00],
        &[0xbf, 0x03, 0x00],
        // Lengths that are longer than they need to be.
        &[0x04, 0x81, 0x00],
        &[0x04, 0x81, 0x01, 0x00],
        &[0x04, 0x81, 0x02, 0x00, 0x00],
        &[0x04, 0x82, 0x00, 0x01, 0x00],
        &[0x04, 0x84, 0x00, 0x00, 0x00, 0x01, 0x00],
        &[0x04, 0x89, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
        // Indefinite, reserved, and larger than anything.
        &[0x04, 0x80, 0x00, 0x00],
        &[0x30, 0x80, 0x00, 0x00],
        &[0x30, 0xff, 0x00],
        &[0x04, 0x84, 0xff, 0xff, 0xff, 0xff],
        &[0x04, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x04, 0x88, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
        &[0x04, 0x89, 0x01, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0x04, 0x82, 0x01],
    ];
    for case in cases {
        let invalid = Error::DerInvalid { path: "test".to_owned() };
        assert_eq!(one(case), Err(invalid), "{case:02x?}");
    }
    let long = [&[0x04, 0x82, 0x00, 0xff][..], &[0; 0xff]].concat();
    assert!(one(&long).is_err());
}

#[test]
fn integers_are_minimal_and_not_negative() {
    for (value, expected) in [
        (&[0x00][..], 0),
        (&[0x7f], 127),
        (&[0x00, 0x80], 128),
        (&[0x01, 0x00], 256),
        (&[0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], u64::MAX),
    ] {
        let bytes = tlv(INTEGER, value);
        assert_eq!(one(&bytes).unwrap().unsigned("n"), Ok(expected));
    }
    for value in [
        &[][..],
        &[0x80],
        &[0xff],
        &[0xff, 0x00],
        &[0x00, 0x00],
        &[0x00, 0x7f],
        &[0x00, 0x00, 0x80],
        &[0x01, 0, 0, 0, 0, 0, 0, 0, 0],
        &[0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ] {
        let bytes = tlv(INTEGER, value);
        assert!(one(&bytes).unwrap().unsigned("n").is_err(), "{value:02x?}");
    }
    assert!(one(&tlv(OCTET_STRING, &[7])).unwrap().unsigned("n").is_err());
    assert_eq!(one(&tlv(INTEGER, &[0])).unwrap().magnitude("n"), Ok(&[][..]));
    assert_eq!(one(&tlv(INTEGER, &[0, 0x80])).unwrap().magnitude("n"), Ok(&[0x80][..]));
}

#[test]
fn object_identifiers_are_dotted() {
    for (value, expected) in [
        (&[0x55, 0x04, 0x03][..], "2.5.4.3"),
        (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01], "1.2.840.10045.2.1"),
        (&[0x2b, 0x06, 0x01, 0x04, 0x01, 0x83, 0xbf, 0x30, 0x01, 0x08], "1.3.6.1.4.1.57264.1.8"),
        (&[0x00], "0.0"),
        (&[0x27], "0.39"),
        (&[0x28], "1.0"),
        (&[0x4f], "1.39"),
        (&[0x50], "2.0"),
        (&[0x88, 0x37, 0x03], "2.999.3"),
        (
            &[
                0x2a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                0xff, 0xff, 0xff, 0xff, 0x7f,
            ],
            "1.2.85070591730234615865843651857942052863",
        ),
    ] {
        let bytes = tlv(OID, value);
        assert_eq!(one(&bytes).unwrap().oid("o").as_deref(), Ok(expected));
    }
    let huge = [0xff; 100];
    for value in [
        &[][..],
        &[0x55, 0x84],
        &[0x80, 0x55],
        &[0x55, 0x80, 0x03],
        &[0x55, 0x04, 0x80],
        &huge,
        &[
            0x2a, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80,
            0x80, 0x80, 0x80, 0x80, 0x80, 0x00,
        ],
        &[0x01; 65],
    ] {
        let bytes = tlv(OID, value);
        assert!(one(&bytes).unwrap().oid("o").is_err(), "{value:02x?}");
    }
    assert!(one(&tlv(0x0d, &[0x55, 0x04])).unwrap().oid("o").is_err());
}

#[test]
fn times_are_in_utc_with_seconds() {
    for (tag, text, expected) in [
        (UTC_TIME, "260601000000Z", "2026-06-01T00:00:00Z"),
        (UTC_TIME, "491231235959Z", "2049-12-31T23:59:59Z"),
        (UTC_TIME, "500101000000Z", "1950-01-01T00:00:00Z"),
        (GENERALIZED_TIME, "20260601000000Z", "2026-06-01T00:00:00Z"),
        (GENERALIZED_TIME, "20240229235959.5Z", "2024-02-29T23:59:59.5Z"),
        (GENERALIZED_TIME, "20240229235959.000000001Z", "2024-02-29T23:59:59.000000001Z"),
        (GENERALIZED_TIME, "99991231235959Z", "9999-12-31T23:59:59Z"),
    ] {
        let bytes = tlv(tag, text.as_bytes());
        assert_eq!(one(&bytes).unwrap().time("t").unwrap().to_string(), expected);
    }
    for (tag, text) in [
        (UTC_TIME, ""),
        (UTC_TIME, "Z"),
        (UTC_TIME, "2606010000Z"),
        (UTC_TIME, "260601000000"),
        (UTC_TIME, "260601000000z"),
        (UTC_TIME, "260601000000+0000"),
        (UTC_TIME, "260601000000.5Z"),
        (UTC_TIME, "261301000000Z"),
        (UTC_TIME, "260230000000Z"),
        (UTC_TIME, "260601240000Z"),
        (UTC_TIME, "260601000060Z"),
        (UTC_TIME, "2606010000-1Z"),
        (UTC_TIME, "26060100000 Z"),
        (UTC_TIME, "20260601000000Z"),
        (GENERALIZED_TIME, "260601000000Z"),
        (GENERALIZED_TIME, "202606010000Z"),
        (GENERALIZED_TIME, "20260601000000"),
        (GENERALIZED_TIME, "20260601000000+0100"),
        (GENERALIZED_TIME, "20260601000000.Z"),
        (GENERALIZED_TIME, "20260601000000.0Z"),
        (GENERALIZED_TIME, "20260601000000.50Z"),
        (GENERALIZED_TIME, "20260601000000,5Z"),
        (GENERALIZED_TIME, "20260601000000.5"),
        (GENERALIZED_TIME, "20260601000000.0000000001Z"),
        (GENERALIZED_TIME, "20260601000000.5aZ"),
        (GENERALIZED_TIME, "20250229000000Z"),
        (GENERALIZED_TIME, "20260601000000ZZ"),
        (UTF8_STRING, "20260601000000Z"),
    ] {
        let bytes = tlv(tag, text.as_bytes());
        assert!(one(&bytes).unwrap().time("t").is_err(), "{text}");
    }
}

#[test]
fn strings_are_of_their_type() {
    assert_eq!(one(&tlv(UTF8_STRING, "é".as_bytes())).unwrap().utf8("s"), Ok("é"));
    assert!(one(&tlv(UTF8_STRING, b"\xe9")).unwrap().utf8("s").is_err());
    assert!(one(&tlv(UTF8_STRING, b"\xed\xa0\x80")).unwrap().utf8("s").is_err());
    assert!(one(&tlv(0x13, b"a")).unwrap().utf8("s").is_err());
    assert_eq!(one(&tlv(BIT_STRING, b"\0ab")).unwrap().octets("b"), Ok(&b"ab"[..]));
    for value in [&b""[..], b"\x01\x02", b"\x08\x00"] {
        assert!(one(&tlv(BIT_STRING, value)).unwrap().octets("b").is_err(), "{value:02x?}");
    }
    assert!(one(&tlv(OCTET_STRING, b"\0ab")).unwrap().octets("b").is_err());
}
