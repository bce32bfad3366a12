//! What a recording tells: pure functions over samples, without a device, a clock or a judgement.
//!
//! Samples are `f32` with 1.0 as full scale. Levels are dBFS re 1.0, as RFC 7874 counts them: a full-scale sine has
//! an RMS of -3.01 dBFS. Speech level and noise floor are taken after the high-pass of [`filter`].

pub mod band;
pub mod broken;
pub mod channel;
pub mod clip;
pub mod dropout;
pub mod filter;
pub mod hum;
pub mod level;
pub mod meter;
pub mod noise;
pub mod p56;
pub mod resample;
pub mod speech;
pub mod spoken_sample;
