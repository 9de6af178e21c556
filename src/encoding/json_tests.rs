//! Tests of the JSON reader and of looking fields up in it.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test's panic is its answer")]

use super::*;

fn code(text: &str) -> &'static str {
    parse(text.as_bytes()).unwrap_err().code()
}

fn field_missing(path: &str) -> Error {
    Error::FieldMissing { path: path.to_owned() }
}

fn field_invalid(path: &str, expected: &'static str) -> Error {
    Error::FieldInvalid { path: path.to_owned(), expected }
}

#[test]
fn values_are_read_in_their_order() {
    let json = parse(br#" {"b": [null, true, -1, 1.5, "\u00e9\ud83d\ude00"], "a": {}} "#).unwrap();
    let Json::Object(entries) = &json else { panic!("{json:?}") };
    let keys: Vec<_> = entries.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["b", "a"]);
    let items = Json::Array(vec![
        Json::Null,
        Json::Bool(true),
        Json::Integer(-1),
        Json::OtherNumber("1.5".to_owned()),
        Json::String("é😀".to_owned()),
    ]);
    assert_eq!(entries.first().map(|(_, value)| value), Some(&items));
}

#[test]
fn numbers_are_64_bit_integers_or_not_looked_at() {
    for (text, number) in [
        ("9223372036854775807", Json::Integer(i64::MAX)),
        ("-9223372036854775808", Json::Integer(i64::MIN)),
        ("0", Json::Integer(0)),
        ("9223372036854775808", Json::OtherNumber("9223372036854775808".to_owned())),
        ("-9223372036854775809", Json::OtherNumber("-9223372036854775809".to_owned())),
        ("1e2", Json::OtherNumber("1e2".to_owned())),
        ("1.0", Json::OtherNumber("1.0".to_owned())),
        (
            "100000000000000000000000000000000000000000000000000",
            Json::OtherNumber("100000000000000000000000000000000000000000000000000".to_owned()),
        ),
    ] {
        assert_eq!(parse(text.as_bytes()), Ok(number), "{text}");
    }
}

#[test]
fn every_number_keeps_its_text() {
    let text = r#"{"\"1\\":[1,-2.50,"3\\\"4e5",6E+7],"b":18446744073709551616,"c":-0,"d":7}"#;
    let Json::Object(fields) = parse(text.as_bytes()).unwrap() else { panic!("no object") };
    let other = |text: &str| Json::OtherNumber(text.to_owned());
    let [(_, Json::Array(items)), (_, big), (_, zero), (_, last)] = fields.as_slice() else {
        panic!("{fields:?}")
    };
    let string = Json::String(r#"3\"4e5"#.to_owned());
    assert_eq!(*items, [Json::Integer(1), other("-2.50"), string, other("6E+7")]);
    assert_eq!((big, zero), (&other("18446744073709551616"), &other("-0")));
    assert_eq!(last, &Json::Integer(7));
}

#[test]
fn an_object_is_no_number_whatever_its_key() {
    let text = r#"{"$serde_json::private::Number":"7"}"#;
    let entry = ("$serde_json::private::Number".to_owned(), Json::String("7".to_owned()));
    assert_eq!(parse(text.as_bytes()), Ok(Json::Object(vec![entry])));
}

#[test]
fn everything_but_one_json_value_is_refused() {
    for text in [
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":}",
        "{\"a\" 1}",
        "{a:1}",
        "{'a':1}",
        "nul",
        "TRUE",
        "01",
        "1.",
        ".5",
        "+1",
        "0x1",
        "NaN",
        "Infinity",
        "\"\n\"",
        "\"\\x\"",
        "\"\\ud800\"",
        "\"a",
        "1 2",
        "{} {}",
        "[1] //",
        "/**/1",
        "\u{feff}1",
        "{\"a\":1,}",
    ] {
        assert_eq!(code(text), "json-syntax", "{text}");
    }
    assert_eq!(parse(b"\"\xff\""), Err(Error::NotUtf8 { offset: 1 }));
    assert_eq!(parse(b"[1,\n 2 3]"), Err(Error::JsonSyntax { line: 2, column: 4 }));
}

#[test]
fn a_key_comes_once() {
    let duplicate =
        |key: &str, column| Err(Error::JsonDuplicateKey { key: key.to_owned(), line: 1, column });
    assert_eq!(parse(br#"{"a":1,"a":1}"#), duplicate("a", 10));
    assert_eq!(parse(br#"{"a":1,"\u0061":2}"#), duplicate("a", 15));
    assert_eq!(code(r#"[{"x":{"":1,"":2}}]"#), "json-duplicate-key");
    // Beyond the few keys that are compared one by one, too.
    for count in [FEW_KEYS - 1, FEW_KEYS, FEW_KEYS + 1, 1000] {
        let keys: Vec<_> = (0..count).map(|number| format!("\"{number}\":0")).collect();
        let list = keys.join(",");
        assert!(parse(format!("{{{list}}}").as_bytes()).is_ok());
        for again in [0, count / 2, count - 1] {
            assert_eq!(code(&format!("{{{list},\"{again}\":0}}")), "json-duplicate-key", "{count}");
        }
    }
    let long = "é".repeat(10_000);
    let text = format!("{{\"{long}\":0,\"{long}\":0}}");
    let Err(Error::JsonDuplicateKey { key, .. }) = parse(text.as_bytes()) else { panic!() };
    assert_eq!(key.chars().count(), KEY_SHOWN + 1);
}

#[test]
fn nesting_is_bounded() {
    let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(nested(DEPTH_MAX).as_bytes()).is_ok());
    assert_eq!(code(&nested(DEPTH_MAX + 1)), "json-too-deep");
    assert_eq!(code(&"[".repeat(1_000_000)), "json-too-deep");
    assert_eq!(code(&"{\"\":".repeat(1_000_000)), "json-too-deep");
}

#[test]
fn fields_go_by_both_of_their_names() {
    for text in [r#"{"rfc3161Timestamps":"a"}"#, r#"{"rfc3161_timestamps":"a"}"#] {
        let json = parse(text.as_bytes()).unwrap();
        let field = Node::root(&json).get("rfc3161Timestamps").unwrap();
        assert_eq!(field.text(), Ok("a"));
        assert_eq!(field.path(), "$.rfc3161Timestamps");
    }
    let json = parse(br#"{"logId":1,"log_id":null,"log":1,"kind":1}"#).unwrap();
    let root = Node::root(&json);
    let both = Error::ChoiceAmbiguous { path: "$".to_owned(), found: "logId, log_id".to_owned() };
    assert_eq!(root.get("logId"), Err(both));
    assert!(root.exact("logId").unwrap().is_present());
    assert!(!root.exact("log_id").unwrap().is_present());
    assert!(root.get("kind").unwrap().is_present());
    assert!(!root.get("Log").unwrap().is_present());
    assert!(!root.exact("LOG").unwrap().is_present());
}

#[test]
fn what_is_absent_stays_absent() {
    let json = parse(br#"{"a":{"b":null,"c":[null]},"t":"x"}"#).unwrap();
    let root = Node::root(&json);
    for field in [
        root.get("x").unwrap().get("y").unwrap().exact("z").unwrap(),
        root.get("a").unwrap().get("b").unwrap(),
        root.get("a").unwrap().get("b").unwrap().get("c").unwrap(),
        root.get("a").unwrap().get("c").unwrap().list(1).unwrap().remove(0),
    ] {
        let missing = field_missing(field.path());
        assert!(!field.is_present());
        assert_eq!(field.value(), None);
        assert_eq!(field.missing(), missing);
        assert_eq!(field.text(), Err(missing.clone()));
        assert_eq!(field.bytes(), Err(missing.clone()));
        assert_eq!(field.int64(), Err(missing.clone()));
        assert_eq!(field.index(), Err(missing));
        assert_eq!(field.list(0), Ok(vec![]));
        assert_eq!(field.entries(0), Ok(vec![]));
    }
    let element = root.get("a").unwrap().get("c").unwrap().list(1).unwrap().remove(0);
    assert_eq!(element.path(), "$.a.c[0]");
    assert_eq!(root.get("t").unwrap().get("u"), Err(field_invalid("$.t", "an object")));
    assert_eq!(root.get("t").unwrap().exact("u"), Err(field_invalid("$.t", "an object")));
}

#[test]
fn values_have_their_type() {
    let json = parse(br#"{"text":"-_8","list":[1],"number":1}"#).unwrap();
    let field = |name| Node::root(&json).get(name).unwrap();
    assert_eq!(field("text").bytes(), Ok(vec![0xfb, 0xff]));
    assert_eq!(field("number").text(), Err(field_invalid("$.number", "text")));
    assert_eq!(field("number").bytes(), Err(field_invalid("$.number", "text")));
    assert_eq!(field("number").list(1), Err(field_invalid("$.number", "a list")));
    assert_eq!(field("list").entries(1), Err(field_invalid("$.list", "an object")));
    let json = parse(br#"{"text":"a b"}"#).unwrap();
    let text = Node::root(&json).get("text").unwrap();
    assert_eq!(text.bytes(), Err(Error::Base64Invalid { path: "$.text".to_owned() }));
}

#[test]
fn integers_are_numbers_or_texts() {
    for (text, expected) in [
        ("0", 0),
        ("\"0\"", 0),
        ("-1", -1),
        ("\"-1\"", -1),
        ("9223372036854775807", i64::MAX),
        ("\"9223372036854775807\"", i64::MAX),
        ("\"-9223372036854775808\"", i64::MIN),
    ] {
        let json = parse(text.as_bytes()).unwrap();
        assert_eq!(Node::root(&json).int64(), Ok(expected), "{text}");
        assert_eq!(Node::root(&json).index().ok(), u64::try_from(expected).ok(), "{text}");
    }
    for text in [
        "1.0",
        "1e3",
        "-0",
        "9223372036854775808",
        "\"9223372036854775808\"",
        "\"\"",
        "\"-\"",
        "\"-0\"",
        "\"+1\"",
        "\"01\"",
        "\"00\"",
        "\"-01\"",
        "\" 1\"",
        "\"1 \"",
        "\"1.0\"",
        "\"1e3\"",
        "\"0x1\"",
        "\"١\"",
        "true",
        "[]",
        "{}",
    ] {
        let json = parse(text.as_bytes()).unwrap();
        let invalid = field_invalid("$", "a 64-bit integer");
        assert_eq!(Node::root(&json).int64(), Err(invalid.clone()), "{text}");
        assert_eq!(Node::root(&json).index(), Err(invalid), "{text}");
    }
}

#[test]
fn lists_and_maps_are_bounded() {
    let json = parse(br#"{"list":[0,1],"map":{"sha256":1,"a.b":2,"":3}}"#).unwrap();
    let root = Node::root(&json);
    let (list, map) = (root.get("list").unwrap(), root.get("map").unwrap());
    assert_eq!(list.list(2).unwrap().len(), 2);
    let too_long = Error::ListTooLong { path: "$.list".to_owned(), length: 2, limit: 1 };
    assert_eq!(list.list(1), Err(too_long));
    let too_long = Error::ListTooLong { path: "$.map".to_owned(), length: 3, limit: 2 };
    assert_eq!(map.entries(2), Err(too_long));
    let entries = map.entries(3).unwrap();
    let paths: Vec<_> = entries.iter().map(|(key, node)| (*key, node.path())).collect();
    let expected = [("sha256", "$.map.sha256"), ("a.b", "$.map[\"a.b\"]"), ("", "$.map[\"\"]")];
    assert_eq!(paths, expected);
}
