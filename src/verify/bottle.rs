//! Is a bottle of Homebrew's the one that its attestation names? Its digest alone would let an older
//! one pass for today's.

use crate::error::Error;
use crate::formats::bottle_name::BottleName;
use crate::formats::statement::Statement;
use crate::verify::artifact::Subject;
use crate::verify::check::{Check, Question};
use crate::verify::subject::verify_subject;

/// The names, where both are those of bottles.
#[inline(never)]
pub(super) fn bottle_check(statement: &Statement, subject: Subject<'_>) -> Option<Check> {
    let Subject::Artifact { name, digests, .. } = subject else { return None };
    let own = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let bottle = BottleName::new(own)?;
    let about = statement
        .subjects
        .iter()
        .filter(|subject| verify_subject(core::slice::from_ref(&subject.digests), digests).is_ok());
    let mut named = about.filter_map(|subject| {
        let name = subject.name.as_deref()?;
        Some((name, BottleName::new(name)?))
    });
    let (first, attested) = named.next()?;
    let mut each = core::iter::once(attested).chain(named.map(|(_, attested)| attested));
    Some(if each.any(|attested| bottle.is_attested_as(&attested)) {
        Check::passed(Question::SubjectName).with("name", own)
    } else {
        let (expected, found) = (first.to_owned(), own.to_owned());
        Check::refused(Question::SubjectName, &Error::SubjectNameMismatch { expected, found })
    })
}
