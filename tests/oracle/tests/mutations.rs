//! Both verifiers over thousands of changed bundles.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use touchstone_oracle::case::{Case, cases};
use touchstone_oracle::comparison::{Disagreement, Subject};
use touchstone_oracle::exceptions::settle;
use touchstone_oracle::mutation::mutate;

const MUTATIONS: usize = 24_000;

#[derive(Default)]
struct Tally {
    classes: BTreeMap<String, usize>,
    verified: usize,
    disagreements: Vec<Disagreement>,
}

#[test]
fn both_agree_on_mutations() {
    let Some(cases) = cases() else {
        println!("skipped: {MUTATIONS} mutations (no corpus)");
        return;
    };
    let start = Instant::now();
    let others: Vec<_> =
        cases.iter().filter_map(|case: &Case| serde_json::from_slice(&case.bundle).ok()).collect();
    let (good, bad) = split(cases);
    println!("{} bundles that both accept, {} others", good.len(), bad.len());
    let next = AtomicUsize::new(0);
    let tally = Mutex::new(Tally::default());
    std::thread::scope(|scope| {
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        for _ in 0..threads {
            scope.spawn(|| work(&next, &good, &bad, &others, &tally));
        }
    });
    let mut tally = tally.into_inner().unwrap();
    tally.disagreements.sort_by_key(|disagreement| disagreement.number);
    for (class, count) in &tally.classes {
        println!("{count:>6}  {class}");
    }
    let agreements = MUTATIONS - tally.disagreements.len();
    println!(
        "{MUTATIONS} mutations, {} still verified, {agreements} agreements, {:.1} s",
        tally.verified,
        start.elapsed().as_secs_f64()
    );
    save(&tally.disagreements, &good, &bad, &others);
    settle(&tally.disagreements, false);
}

fn split(cases: Vec<Case>) -> (Vec<Subject>, Vec<Subject>) {
    let subjects = cases.into_iter().map(Subject::new);
    subjects.partition(|subject| {
        let (ours, theirs) = subject.ask(&subject.case.bundle, &subject.case.artifact);
        ours.accepts() && theirs.is_ok()
    })
}

/// Three of four start from what both accept: most ways to be wrong are one step from right.
fn subject<'a>(good: &'a [Subject], bad: &'a [Subject], number: usize) -> &'a Subject {
    let from = if number % 4 == 3 { bad } else { good };
    &from[number / 4 % from.len()]
}

fn work(
    next: &AtomicUsize,
    good: &[Subject],
    bad: &[Subject],
    others: &[serde_json::Value],
    tally: &Mutex<Tally>,
) {
    let mut own = Tally::default();
    loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number >= MUTATIONS {
            break;
        }
        let subject = subject(good, bad, number);
        let mutant = mutate(&subject.case, others, number);
        let kind = mutant.class.split(' ').next().unwrap_or_default().to_owned();
        *own.classes.entry(kind).or_default() += 1;
        let artifact = mutant.artifact.as_ref().unwrap_or(&subject.case.artifact);
        match subject.compare(&mutant.class, number, &mutant.bundle, artifact) {
            Ok(accepted) => own.verified += usize::from(accepted),
            Err(disagreement) => own.disagreements.push(disagreement),
        }
    }
    let mut all = tally.lock().unwrap();
    for (kind, count) in own.classes {
        *all.classes.entry(kind).or_default() += count;
    }
    all.verified += own.verified;
    all.disagreements.extend(own.disagreements);
}

/// Writes the bundles that differ where the variable `ORACLE_SAVE` names a folder.
fn save(
    disagreements: &[Disagreement],
    good: &[Subject],
    bad: &[Subject],
    others: &[serde_json::Value],
) {
    let Ok(folder) = std::env::var("ORACLE_SAVE") else { return };
    for one in disagreements {
        let mutant = mutate(&subject(good, bad, one.number).case, others, one.number);
        std::fs::write(format!("{folder}/{}.sigstore.json", one.number), mutant.bundle).unwrap();
        std::fs::write(format!("{folder}/{}.txt", one.number), format!("{one}\n")).unwrap();
    }
}
