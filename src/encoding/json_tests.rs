//! Tests of the JSON reader and of looking fields up in it.
