//! Traces of running processes (in-toto attestation predicates, `runtime-trace`).

use super::{Form, OPTIONAL, REQUIRED, Vetted};

/// What a monitor saw.
pub(super) const RUNTIME_TRACE: Vetted = Vetted {
    name: "runtime-trace",
    types: &["https://in-toto.io/attestation/runtime-trace/v0.1"],
    families: &[],
    fields: &[
        ("monitor", "monitor/type", Form::Text, REQUIRED),
        ("configuration", "monitor/configSource", Form::Resource, OPTIONAL),
        ("process", "monitoredProcess/hostID", Form::Text, OPTIONAL),
        ("processType", "monitoredProcess/type", Form::Text, OPTIONAL),
        ("event", "monitoredProcess/event", Form::Text, OPTIONAL),
        ("log", "monitorLog", Form::Raw, OPTIONAL),
        ("started", "metadata/buildStartedOn", Form::Time, OPTIONAL),
        ("finished", "metadata/buildFinishedOn", Form::Time, OPTIONAL),
    ],
};
