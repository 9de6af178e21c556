//! A TUF repository in the making: every file can be changed before it is signed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::keys::{Hash, Key, Scheme, sha256};
use crate::text::hex;
use crate::world::{Signing, World};

/// Until when everything is valid, unless a case says otherwise.
pub const EXPIRES: &str = "2026-07-01T00:00:00Z";

/// Who signs a role, and as what the signer stands in metadata.
#[allow(clippy::large_enum_variant, reason = "there are few")]
#[derive(Clone)]
pub enum Member {
    Key(Key, Scheme),
    /// ML-DSA, over what TAP 21 has signed in place of the metadata.
    Tap21(Key),
    /// Somebody whom a Sigstore instance knows (TAP 18).
    Identity(Box<Signing>),
}

impl Member {
    /// Ed25519, from a name.
    pub fn named(name: &str) -> Self {
        Self::Key(Key::ed25519(name), Scheme::Ed25519)
    }

    /// The world's usual person.
    pub fn person(world: &World) -> Self {
        Self::Identity(Box::new(Signing::message(world, b"")))
    }

    /// The key object (section 4.2).
    pub fn key(&self) -> Value {
        match self {
            Self::Key(Key::Ed25519(_), _) => json!({
                "keytype": "ed25519",
                "scheme": "ed25519",
                "keyval": { "public": hex(&self.spki()[12..]) },
            }),
            Self::Key(Key::MlDsa(key), _) | Self::Tap21(Key::MlDsa(key)) => json!({
                "keytype": "ml-dsa",
                "scheme": format!("{}/1", key.name()),
                "keyval": { "public": self.pem() },
            }),
            Self::Key(Key::Rsa(_), Scheme::Pss(hash)) => json!({
                "keytype": "rsa",
                "scheme": format!("rsassa-pss-{}", hash.name()),
                "keyval": { "public": self.pem() },
            }),
            Self::Key(Key::Rsa(_), Scheme::Pkcs1v15(hash)) => json!({
                "keytype": "rsa",
                "scheme": format!("rsa-pkcs1v15-{}", hash.name()),
                "keyval": { "public": self.pem() },
            }),
            Self::Key(key, _) | Self::Tap21(key) => {
                let curve = match key {
                    Key::P256(_) => "256",
                    Key::P384(_) => "384",
                    _ => "521",
                };
                json!({
                    "keytype": "ecdsa",
                    "scheme": format!("ecdsa-sha2-nistp{curve}"),
                    "keyval": { "public": self.pem() },
                })
            }
            Self::Identity(_) => json!({
                "keytype": "sigstore-oidc",
                "scheme": "Fulcio",
                "keyval": { "identity": crate::world::EMAIL, "issuer": crate::world::ISSUER },
            }),
        }
    }

    pub fn id(&self) -> String {
        hex(&sha256(&canonical(&self.key())))
    }

    fn sign(&self, message: &[u8]) -> Value {
        match self {
            Self::Key(key, scheme) => {
                json!({ "keyid": self.id(), "sig": hex(&key.sign_with(*scheme, message)) })
            }
            Self::Tap21(key) => {
                let message = [b"tuf\x01", Hash::Sha512.of(message).as_slice()].concat();
                json!({ "keyid": self.id(), "sig": hex(&key.sign(&message)) })
            }
            Self::Identity(signing) => {
                let mut signing = signing.clone();
                signing.content = crate::world::Content::Message {
                    artifact: message.to_vec(),
                    hash: Hash::Sha256,
                };
                json!({ "keyid": self.id(), "sig": "", "bundle": signing.bundle() })
            }
        }
    }

    fn spki(&self) -> Vec<u8> {
        match self {
            Self::Key(key, _) | Self::Tap21(key) => key.spki(),
            Self::Identity(_) => Vec::new(),
        }
    }

    fn pem(&self) -> String {
        crate::text::pem("PUBLIC KEY", &self.spki())
    }
}

/// A role: what it says, and who signs it.
#[derive(Clone)]
pub struct Role {
    pub signed: Value,
    pub members: Vec<Member>,
}

/// A repository with one key for each role.
#[derive(Clone)]
pub struct Repository {
    pub root: Role,
    pub timestamp: Role,
    pub snapshot: Role,
    pub targets: Role,
    pub delegated: BTreeMap<String, Role>,
    /// Whether the snapshot lists lengths and hashes, and the timestamp those of the snapshot.
    pub hashes: bool,
}

impl Repository {
    pub fn new(name: &str) -> Self {
        let member = |role: &str| Member::named(&format!("{name}-{role}"));
        let role = |kind: &str, more: Value| {
            let mut signed = json!({
                "_type": kind,
                "spec_version": "1.0.34",
                "version": 1,
                "expires": EXPIRES,
            });
            for (key, value) in more.as_object().expect("an object") {
                signed[key] = value.clone();
            }
            Role { signed, members: vec![member(kind)] }
        };
        let mut repository = Self {
            root: role("root", json!({ "consistent_snapshot": true, "keys": {}, "roles": {} })),
            timestamp: role("timestamp", json!({ "meta": {} })),
            snapshot: role("snapshot", json!({ "meta": {} })),
            targets: role("targets", json!({ "targets": {} })),
            delegated: BTreeMap::new(),
            hashes: false,
        };
        repository.name_members();
        repository
    }

    /// Writes into the root who signs what.
    pub fn name_members(&mut self) {
        for name in ["root", "timestamp", "snapshot", "targets"] {
            let members = self.role(name).members.clone();
            self.root.signed["roles"][name] = named(&members, 1);
            for member in &members {
                self.root.signed["keys"][member.id()] = member.key();
            }
        }
    }

    pub fn role(&self, name: &str) -> &Role {
        match name {
            "root" => &self.root,
            "timestamp" => &self.timestamp,
            "snapshot" => &self.snapshot,
            "targets" => &self.targets,
            name => &self.delegated[name],
        }
    }

    pub fn role_mut(&mut self, name: &str) -> &mut Role {
        match name {
            "root" => &mut self.root,
            "timestamp" => &mut self.timestamp,
            "snapshot" => &mut self.snapshot,
            "targets" => &mut self.targets,
            name => self.delegated.get_mut(name).expect("a role"),
        }
    }

    /// Lists a target.
    pub fn target(&mut self, role: &str, path: &str, bytes: &[u8]) {
        self.role_mut(role).signed["targets"][path] = json!({
            "length": bytes.len(),
            "hashes": { "sha256": hex(&sha256(bytes)) },
        });
    }

    /// Adds a role to which another delegates; `more` says about what.
    pub fn delegate(&mut self, from: &str, to: &str, more: Value) {
        let member = Member::named(to);
        let role = self.delegated.entry(to.to_owned()).or_insert_with(|| {
            let mut signed = Self::new("delegated").targets.signed;
            signed["targets"] = json!({});
            Role { signed, members: vec![member] }
        });
        let members = role.members.clone();
        let mut delegation = named(&members, 1);
        delegation["name"] = to.into();
        delegation["terminating"] = false.into();
        for (key, value) in more.as_object().expect("an object") {
            delegation[key] = value.clone();
        }
        let delegations = &mut self.role_mut(from).signed["delegations"];
        if delegations.is_null() {
            *delegations = json!({ "keys": {}, "roles": [] });
        }
        for member in &members {
            delegations["keys"][member.id()] = member.key();
        }
        delegations["roles"].as_array_mut().expect("a list").push(delegation);
    }

    /// Every file by the name that a web server has it under; what the snapshot lists is filled in.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut snapshot = self.snapshot.clone();
        let roles = self.delegated.iter().map(|(name, role)| (name.as_str(), role));
        for (name, role) in roles.chain([("targets", &self.targets)]) {
            let bytes = signed(role);
            if snapshot.signed["meta"][format!("{name}.json")].is_null() {
                snapshot.signed["meta"][format!("{name}.json")] = self.listed(role, &bytes);
            }
            files.insert(format!("{}.{name}.json", role.signed["version"]), bytes);
        }
        let bytes = signed(&snapshot);
        let mut timestamp = self.timestamp.clone();
        if timestamp.signed["meta"]["snapshot.json"].is_null() {
            timestamp.signed["meta"]["snapshot.json"] = self.listed(&snapshot, &bytes);
        }
        files.insert(format!("{}.snapshot.json", snapshot.signed["version"]), bytes);
        files.insert("timestamp.json".to_owned(), signed(&timestamp));
        files.insert(format!("{}.root.json", self.root.signed["version"]), signed(&self.root));
        files
    }

    fn listed(&self, role: &Role, bytes: &[u8]) -> Value {
        let mut meta = json!({ "version": role.signed["version"] });
        if self.hashes {
            meta["length"] = bytes.len().into();
            meta["hashes"] = json!({ "sha256": hex(&sha256(bytes)) });
        }
        meta
    }
}

/// Keys by their ids, and how many of them must sign.
pub fn named(members: &[Member], threshold: u64) -> Value {
    let ids: Vec<String> = members.iter().map(Member::id).collect();
    json!({ "keyids": ids, "threshold": threshold })
}

/// A role's file.
pub fn signed(role: &Role) -> Vec<u8> {
    let message = canonical(&role.signed);
    let signatures: Vec<Value> = role.members.iter().map(|member| member.sign(&message)).collect();
    let file = json!({ "signatures": signatures, "signed": role.signed });
    crate::text::readable_json(&file).into_bytes()
}

/// Canonical JSON as TUF signs it: control characters stand as they are.
pub fn canonical(value: &Value) -> Vec<u8> {
    let text = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let bytes = |text: String| text.into_bytes();
    match value {
        Value::String(value) => bytes(text(value)),
        Value::Array(items) => {
            let items: Vec<Vec<u8>> = items.iter().map(canonical).collect();
            [b"[".as_slice(), &items.join(b",".as_slice()), b"]"].concat()
        }
        Value::Object(fields) => {
            let fields: BTreeMap<&String, &Value> = fields.iter().collect();
            let fields: Vec<Vec<u8>> = fields
                .into_iter()
                .map(|(key, value)| [bytes(text(key) + ":"), canonical(value)].concat())
                .collect();
            [b"{".as_slice(), &fields.join(b",".as_slice()), b"}"].concat()
        }
        other => bytes(other.to_string()),
    }
}
