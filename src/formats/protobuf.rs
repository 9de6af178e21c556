//! Protocol buffers' wire format (protobuf.dev, Encoding), as far as one message is stored in it.

use crate::error::Error;

/// More fields than this are an error, not work.
const FIELD_LIMIT: usize = 256;

/// One message: its fields by their numbers, in the order they came in.
pub(crate) struct Message<'a> {
    fields: Vec<(u64, Value<'a>)>,
    path: &'static str,
}

enum Value<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

impl<'a> Message<'a> {
    /// Reads a message; `path` names it in an error.
    pub(crate) fn parse(bytes: &'a [u8], path: &'static str) -> Result<Self, Error> {
        let mut fields = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let field = field(&mut rest).filter(|_| fields.len() < FIELD_LIMIT);
            fields.push(field.ok_or_else(|| invalid(path))?);
        }
        Ok(Self { fields, path })
    }

    /// A number, 0 where it is absent. Of several the last counts.
    pub(crate) fn number(&self, field: u64) -> u64 {
        let mut numbers = self.fields.iter().filter_map(|(number, value)| match value {
            Value::Number(value) if *number == field => Some(*value),
            _ => None,
        });
        numbers.next_back().unwrap_or(0)
    }

    /// Bytes, or a message's, empty where they are absent. Of several the last count.
    pub(crate) fn bytes(&self, field: u64) -> &'a [u8] {
        self.all(field).last().unwrap_or_default()
    }

    /// Every value of a repeated field.
    pub(crate) fn all(&self, field: u64) -> impl Iterator<Item = &'a [u8]> {
        self.fields.iter().filter_map(move |(number, value)| match value {
            Value::Bytes(value) if *number == field => Some(*value),
            _ => None,
        })
    }

    /// A text.
    pub(crate) fn text(&self, field: u64) -> Result<String, Error> {
        String::from_utf8(self.bytes(field).to_vec()).map_err(|_| invalid(self.path))
    }
}

fn field<'a>(rest: &mut &'a [u8]) -> Option<(u64, Value<'a>)> {
    let tag = varint(rest)?;
    let value = match tag & 7 {
        0 => Value::Number(varint(rest)?),
        2 => {
            let length = usize::try_from(varint(rest)?).ok()?;
            let (value, after) = rest.split_at_checked(length)?;
            *rest = after;
            Value::Bytes(value)
        }
        _ => return None,
    };
    Some((tag >> 3, value))
}

/// Seven bits a byte, the lowest first.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn invalid(path: &str) -> Error {
    Error::DerInvalid { path: path.to_owned() }
}
