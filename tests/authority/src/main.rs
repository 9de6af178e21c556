//! Writes `tests/vectors`: every case the engine is held against, the same bytes each time.

fn main() {}
