//! How many distinct signers signed? Never by the number of files.

use std::collections::BTreeSet;

use crate::policy::repository::at_revision;
use crate::verify::signer::Signer;

/// Who is behind a signature, in a form in which one person, repository or key is never two: the
/// ref that a workflow ran at, letter case and the issuer make no other signer.
pub(super) fn person(signer: &Signer) -> String {
    let repository = signer.extension("sourceRepositoryUri").map(str::to_owned);
    let deprecated = || {
        let name = signer.extension("githubWorkflowRepository")?;
        Some(format!("https://github.com/{name}"))
    };
    let identity = || match signer.identity_type {
        "uri" => at_revision(&signer.identity).0.to_owned(),
        _ => signer.identity.clone(),
    };
    let name = repository.or_else(deprecated).unwrap_or_else(identity);
    // Nearly all of them, and without the tables of Unicode.
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase() }
}

/// The most signers of a policy that can each be told apart from the others by a person of their
/// own: somebody who could be two of them counts once.
pub(super) fn count(signed: &[(&str, &[usize])]) -> usize {
    let people: BTreeSet<&str> = signed.iter().map(|(person, _)| *person).collect();
    let mut chosen: Vec<(usize, &str)> = Vec::new();
    people.iter().filter(|person| assign(person, signed, &mut chosen, &mut BTreeSet::new())).count()
}

/// Finds a signer for a person, moving others where they could be somebody else (the augmenting
/// paths of a bipartite matching).
fn assign<'a>(
    person: &'a str,
    signed: &[(&'a str, &[usize])],
    chosen: &mut Vec<(usize, &'a str)>,
    tried: &mut BTreeSet<usize>,
) -> bool {
    let own = signed.iter().filter(|(known, _)| *known == person);
    let possible: BTreeSet<usize> = own.flat_map(|(_, signers)| signers.iter().copied()).collect();
    for signer in possible {
        if !tried.insert(signer) {
            continue;
        }
        let taken = chosen.iter().position(|(known, _)| *known == signer);
        let holder = taken.and_then(|position| chosen.get(position).copied());
        let free = holder.is_none_or(|(_, holder)| assign(holder, signed, chosen, tried));
        if free {
            chosen.retain(|(known, _)| *known != signer);
            chosen.push((signer, person));
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_counts_once() {
        for (signed, expected) in [
            (vec![], 0),
            (vec![("a", &[0][..])], 1),
            (vec![("a", &[0][..]), ("a", &[0])], 1),
            // One person who could be either of two signers.
            (vec![("a", &[0, 1][..])], 1),
            (vec![("a", &[0][..]), ("a", &[1])], 1),
            // Two people who are both the same signer of the policy.
            (vec![("a", &[0][..]), ("b", &[0])], 1),
            (vec![("a", &[0, 1][..]), ("b", &[0])], 2),
            (vec![("a", &[0, 1][..]), ("b", &[0, 1]), ("c", &[0, 1])], 2),
            (vec![("c", &[0][..]), ("b", &[0, 1]), ("a", &[1, 2])], 3),
        ] {
            assert_eq!(count(&signed), expected, "{signed:?}");
        }
    }
}
