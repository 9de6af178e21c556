//! What the user relies on, in place of what comes with this crate.

use super::Session;
use crate::crypto::PublicKey;
use crate::error::Error;
use crate::trust::domain::Domain;
use crate::trust::keyring::{GivenKey, Stated};
use crate::trust::platform_keys::given_keys;

impl Session {
    /// Relies on the user's own trusted roots: one as JSON, or several as JSON lines. The first
    /// file takes the place of the embedded ones, further ones are added. So do keys of npm's
    /// registry, or of one that works like it: as Sigstore distributes them (`keys.json`), or as the
    /// registry answers under `/-/npm/v1/keys`.
    ///
    /// # Errors
    ///
    /// What is wrong with the file; the session is then as it was.
    pub fn add_trusted_root(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        if let Some(keys) = given_keys(name, bytes) {
            self.platform_keys.extend(keys?);
            self.forget_verifications();
            return Ok(());
        }
        let domains = Domain::list_from_json(name, "given", None, bytes)?;
        if !self.own_domains {
            self.domains.clear();
            self.own_domains = true;
        }
        self.domains.extend(domains);
        self.forget_verifications();
        Ok(())
    }

    /// Adds a public key, in PEM or DER. Only one that is [`Stated::Expected`] says who should have
    /// signed.
    ///
    /// # Errors
    ///
    /// What is wrong with the key; the session is then as it was.
    pub fn add_key(&mut self, name: &str, bytes: &[u8], stated: Stated) -> Result<(), Error> {
        let key = PublicKey::from_pem_or_der(bytes, name)?;
        self.keys.push(GivenKey { name: name.to_owned(), key, stated });
        self.forget_verifications();
        Ok(())
    }
}
