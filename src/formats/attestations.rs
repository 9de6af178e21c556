//! Several attestations in one document: a list of them, npm's (`{"attestations": [{"predicateType",
//! "bundle"}]}`), GitHub's (`{"attestations": [{"bundle"}]}`) or PyPI's.

use crate::encoding::json::{self, Json, Node};
use crate::error::Error;
use crate::formats::bundle::{Bundle, Content};
use crate::formats::cosign;
use crate::formats::pypi;
use crate::formats::statement::Statement;
use crate::sniff::is_pypi;

/// More attestations in one document than this are an error.
const LIMIT: usize = 1_000;

/// Attestations that came together.
#[derive(Debug)]
pub(crate) struct Attestations {
    /// Each, or why it cannot be read.
    pub(crate) list: Vec<Result<Bundle, Error>>,
    /// Whether they vouch for each other: npm's registry gives out both of its own or none,
    /// and PyPI takes all of a file or none.
    pub(crate) together: bool,
}

/// Reads a document of attestations.
pub(crate) fn attestations(bytes: &[u8]) -> Result<Attestations, Error> {
    let json = json::parse(bytes)?;
    let root = Node::root(&json);
    if is_pypi(&root) {
        // What PyPI gives out, it took as one.
        let together = !pypi::is_attestation(&root);
        return Ok(Attestations { list: pypi::attestations(&root)?, together });
    }
    let elements = match &json {
        Json::Array(_) => root.list(LIMIT)?,
        _ => root.exact("attestations")?.list(LIMIT)?,
    };
    if elements.is_empty() {
        return Err(root.exact("attestations")?.missing());
    }
    let mut found = Attestations { list: Vec::new(), together: false };
    for element in elements {
        let named = element.exact("predicateType").ok().filter(Node::is_present);
        found.together |= named.is_some();
        match one(&element, named.as_ref()) {
            Ok(bundles) => found.list.extend(bundles.into_iter().map(Ok)),
            Err(error) => found.list.push(Err(error)),
        }
    }
    Ok(found)
}

fn one(element: &Node<'_>, named: Option<&Node<'_>>) -> Result<Vec<Bundle>, Error> {
    let inner = element.exact("bundle")?;
    let document = if inner.is_present() { &inner } else { element };
    if document.get("payloadType")?.is_present() {
        return cosign::envelope(document);
    }
    let bundle = Bundle::from_node(document)?;
    if let Some(named) = named
        && let Content::Envelope(envelope) = &bundle.content
        && let Ok(statement) = Statement::from_payload(&envelope.payload)
        && statement.predicate_type != named.text()?
    {
        return Err(named.invalid("the type of the predicate in the bundle"));
    }
    Ok(vec![bundle])
}
