//! Tests of who may speak about which target.
#![allow(clippy::unwrap_used, reason = "a test's panic is its answer")]

use super::*;

#[test]
fn patterns_match_as_in_a_shell() {
    for (pattern, path, expected) in [
        ("*", "a", true),
        ("*", "", true),
        ("*", "a/b", false),
        ("a/*", "a/b", true),
        ("a/*", "a/b/c", false),
        ("a/*/c", "a/b/c", true),
        ("*.tgz", "foo.tgz", true),
        ("*.tgz", "x/foo.tgz", false),
        ("foo-?.tgz", "foo-1.tgz", true),
        ("foo-?.tgz", "foo-12.tgz", false),
        ("foo-?.tgz", "foo-.tgz", false),
        ("a?c", "a/c", false),
        ("a*b*c", "axxbyybzc", true),
        ("a*b*c", "axxbyybz", false),
        ("**", "abc", true),
        ("*?", "", false),
        ("A", "a", false),
        ("[ab]", "a", false),
        ("[ab]", "[ab]", true),
        ("é?", "éü", true),
        ("/a", "a", false),
        ("", "", true),
    ] {
        assert_eq!(glob(pattern, path), expected, "{pattern} {path}");
    }
    // Quadratic at worst.
    let path = "a".repeat(10_000);
    assert!(!glob(&("*a".repeat(50) + "b"), &path));
}

#[test]
fn bins_are_the_first_bits_of_the_path_hash() {
    let delegate = Delegate { key_ids: Vec::new(), threshold: 1 };
    let succinct = |bit_length| SuccinctRoles {
        delegate: delegate.clone(),
        bit_length,
        name_prefix: "bin".to_owned(),
    };
    // SHA-256 of "a" begins ca978112.
    for (bits, name) in
        [(1, "bin-1"), (4, "bin-c"), (5, "bin-19"), (8, "bin-ca"), (32, "bin-ca978112")]
    {
        let roles = succinct(bits);
        assert_eq!(roles.role_for("a"), name);
        assert!(roles.is_role(name));
        for other in ["bin", "bin-", "bin-0x1", "bin-fffffffff", "nib-1", "bin-+1", "bin-G"] {
            assert!(!roles.is_role(other), "{other}");
        }
    }
    assert!(!succinct(5).is_role("bin-20"));
    assert!(!succinct(8).is_role("bin-CA"));
}
