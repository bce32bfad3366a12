//! The audio callback neither allocates nor frees: counted by the allocator of this test program.

#![cfg(feature = "devices")]
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![expect(unsafe_code, reason = "a counting allocator is unsafe by nature, and so is the sound library's data")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cpal::{Data, SampleFormat};
use greenroom::probe::audio::capture::CallbackEnd;
use greenroom::probe::audio::convert;
use rtrb::RingBuffer;

struct Counting;

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: everything is handed on to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        let _ = CALLS.try_with(|calls| calls.set(calls.get() + 1));
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn calls_during(work: impl FnOnce()) -> u64 {
    let before = CALLS.with(Cell::get);
    work();
    CALLS.with(Cell::get) - before
}

#[test]
fn the_counter_counts() {
    assert!(calls_during(|| drop(std::hint::black_box(vec![0u8; 100]))) >= 2);
}

#[test]
fn recording_does_not_allocate_even_when_the_ring_is_full() {
    for format in [SampleFormat::I16, SampleFormat::I24, SampleFormat::F32, SampleFormat::U8, SampleFormat::F64] {
        let mut bytes = vec![0u64; 1024 * 2];
        // SAFETY: 2048 values of 8 bytes hold 2048 samples of any format, and live as long as `data`.
        let data = unsafe { Data::from_parts(bytes.as_mut_ptr().cast(), 2048, format) };
        let (writer, mut reader) = RingBuffer::new(2048 * 3);
        let lost = Arc::new(AtomicU64::new(0));
        let mut end = CallbackEnd::new(writer, 2, lost.clone());
        let calls = calls_during(|| {
            for _ in 0..4 {
                end.store(&data);
            }
        });
        assert_eq!(calls, 0, "{format}");
        assert_eq!((lost.load(Ordering::Relaxed), reader.read_chunk(2048 * 3).map(|c| c.len())), (2048, Ok(2048 * 3)));
    }
}

#[test]
fn playing_does_not_allocate() {
    let mut samples = vec![0i16; 2048];
    // SAFETY: 2048 samples of 16 bits, alive as long as `data`.
    let mut data = unsafe { Data::from_parts(samples.as_mut_ptr().cast(), 2048, SampleFormat::I16) };
    let mut value = 0.0;
    let mut next = || {
        value += 0.0001;
        value
    };
    assert_eq!(calls_during(|| convert::fill(&mut data, 2, &mut next)), 0);
    assert!(samples.chunks(2).all(|frame| frame[0] == frame[1]) && samples[2047] > 3_000);
}
