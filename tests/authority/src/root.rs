//! Windows and trusted roots (protobuf-specs `TrustedRoot`).

use serde_json::{Map, Value, json};

use crate::text::base64;
use crate::time::rfc3339;

/// From when until when something is trusted.
#[derive(Clone, Copy, Default)]
pub struct Window {
    pub start: Option<i64>,
    pub end: Option<i64>,
}

impl Window {
    pub const fn from(start: i64) -> Self {
        Self { start: Some(start), end: None }
    }

    pub const fn between(start: i64, end: i64) -> Self {
        Self { start: Some(start), end: Some(end) }
    }

    pub fn json(self) -> Value {
        let mut window = Map::new();
        if let Some(start) = self.start {
            window.insert("start".to_owned(), rfc3339(start).into());
        }
        if let Some(end) = self.end {
            window.insert("end".to_owned(), rfc3339(end).into());
        }
        Value::Object(window)
    }
}

/// An authority with its chain, the lowest certificate first.
pub fn authority(common_name: &str, uri: &str, chain: &[Vec<u8>], window: Window) -> Value {
    let certificates: Vec<Value> =
        chain.iter().map(|der| json!({"rawBytes": base64(der)})).collect();
    json!({
        "subject": {"organization": crate::world::ORGANIZATION, "commonName": common_name},
        "uri": uri,
        "certChain": {"certificates": certificates},
        "validFor": window.json(),
    })
}

/// A trusted root of these parts.
pub fn trusted_root(
    certificate_authorities: Vec<Value>,
    logs: Vec<Value>,
    certificate_logs: Vec<Value>,
    timestamp_authorities: Vec<Value>,
) -> Value {
    json!({
        "mediaType": "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
        "certificateAuthorities": certificate_authorities,
        "tlogs": logs,
        "ctlogs": certificate_logs,
        "timestampAuthorities": timestamp_authorities,
    })
}
