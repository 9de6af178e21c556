//! A certificate transparency log (RFC 6962).

use serde_json::{Value, json};

use crate::certificate::{Issuer, Template};
use crate::keys::{Key, sha256};
use crate::root::Window;
use crate::text::base64;

#[derive(Clone)]
pub struct CertificateLog {
    pub key: Key,
    pub window: Window,
}

/// How one SCT is made.
#[derive(Clone, Default)]
pub struct SctRequest {
    /// Milliseconds since the epoch.
    pub time_ms: u64,
    /// Bytes of the extensions field.
    pub extensions: Vec<u8>,
}

impl CertificateLog {
    pub fn id(&self) -> Vec<u8> {
        sha256(&self.key.spki())
    }

    /// The SCT over a certificate that its issuer is about to sign.
    pub fn sct(&self, template: &Template, issuer: &Issuer, request: &SctRequest) -> Vec<u8> {
        let tbs = template.tbs(issuer, None);
        let mut signed = vec![0, 0];
        signed.extend(request.time_ms.to_be_bytes());
        signed.extend([0, 1]);
        signed.extend(sha256(&issuer.key.spki()));
        signed.extend(&(tbs.len() as u32).to_be_bytes()[1..]);
        signed.extend(&tbs);
        signed.extend((request.extensions.len() as u16).to_be_bytes());
        signed.extend(&request.extensions);
        let signature = self.key.sign(&signed);
        let mut sct = vec![0];
        sct.extend(self.id());
        sct.extend(request.time_ms.to_be_bytes());
        sct.extend((request.extensions.len() as u16).to_be_bytes());
        sct.extend(&request.extensions);
        sct.extend(if matches!(self.key, Key::Rsa(_)) { [4, 1] } else { [4, 3] });
        sct.extend((signature.len() as u16).to_be_bytes());
        sct.extend(signature);
        sct
    }

    /// As `ctlogs` of a trusted root has it.
    pub fn trusted(&self) -> Value {
        json!({
            "baseUrl": "https://ct.authority.test",
            "hashAlgorithm": "SHA2_256",
            "publicKey": {
                "rawBytes": base64(&self.key.spki()),
                "keyDetails": self.key.details(self.key.scheme()),
                "validFor": self.window.json(),
            },
            "logId": {"keyId": base64(&self.id())},
        })
    }
}

/// The content of the extension: each SCT with its length, and the length of all.
pub fn sct_list(scts: &[Vec<u8>]) -> Vec<u8> {
    let mut list = Vec::new();
    for sct in scts {
        list.extend((sct.len() as u16).to_be_bytes());
        list.extend(sct);
    }
    let mut content = (list.len() as u16).to_be_bytes().to_vec();
    content.extend(list);
    crate::der::octets(&content)
}
