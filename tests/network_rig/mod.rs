//! What the tests of the network share: a probe that is listened to, servers of our own, and stand-ins for those of others.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "each test file uses a part of it, and a test fails by panicking"
)]

pub mod host;
pub mod listened;
pub mod own;
