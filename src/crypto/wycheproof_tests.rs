//! Public test vectors.
