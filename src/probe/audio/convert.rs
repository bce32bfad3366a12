//! Between the sample formats of devices and `f32`. Runs in audio callbacks: nothing here allocates or locks.

use cpal::{Data, FromSample, I24, Sample, SampleFormat, SizedSample, U24};
use rtrb::Producer;

/// Formats that can be read and written.
#[must_use]
pub fn supported(format: SampleFormat) -> bool {
    !format.is_dsd()
}

/// Puts what the device gave into the ring as `f32`. Returns how many samples found no room: whole frames only, the
/// latest ones.
pub fn store(data: &Data, channels: usize, ring: &mut Producer<f32>) -> usize {
    match data.sample_format() {
        SampleFormat::F32 => put::<f32>(data, channels, ring),
        SampleFormat::F64 => put::<f64>(data, channels, ring),
        SampleFormat::I8 => put::<i8>(data, channels, ring),
        SampleFormat::I16 => put::<i16>(data, channels, ring),
        SampleFormat::I24 => put::<I24>(data, channels, ring),
        SampleFormat::I32 => put::<i32>(data, channels, ring),
        SampleFormat::I64 => put::<i64>(data, channels, ring),
        SampleFormat::U8 => put::<u8>(data, channels, ring),
        SampleFormat::U16 => put::<u16>(data, channels, ring),
        SampleFormat::U24 => put::<U24>(data, channels, ring),
        SampleFormat::U32 => put::<u32>(data, channels, ring),
        SampleFormat::U64 => put::<u64>(data, channels, ring),
        _ => data.len(),
    }
}

fn put<T: SizedSample>(data: &Data, channels: usize, ring: &mut Producer<f32>) -> usize
where
    f32: FromSample<T>,
{
    let Some(samples) = data.as_slice::<T>() else { return data.len() };
    store_slice(samples, channels, ring)
}

/// The same for a plain slice.
pub fn store_slice<T: SizedSample>(samples: &[T], channels: usize, ring: &mut Producer<f32>) -> usize
where
    f32: FromSample<T>,
{
    let channels = channels.max(1);
    let room = ring.slots().min(samples.len()) / channels * channels;
    let Ok(chunk) = ring.write_chunk_uninit(room) else { return samples.len() };
    let stored = chunk.fill_from_iter(samples.iter().map(|s| f32::from_sample(*s)));
    samples.len() - stored
}

/// Fills an output: the next mono sample for each frame on all channels, in the device's format.
pub fn fill(data: &mut Data, channels: usize, next: &mut dyn FnMut() -> f32) {
    match data.sample_format() {
        SampleFormat::F32 => give::<f32>(data, channels, next),
        SampleFormat::F64 => give::<f64>(data, channels, next),
        SampleFormat::I8 => give::<i8>(data, channels, next),
        SampleFormat::I16 => give::<i16>(data, channels, next),
        SampleFormat::I24 => give::<I24>(data, channels, next),
        SampleFormat::I32 => give::<i32>(data, channels, next),
        SampleFormat::I64 => give::<i64>(data, channels, next),
        SampleFormat::U8 => give::<u8>(data, channels, next),
        SampleFormat::U16 => give::<u16>(data, channels, next),
        SampleFormat::U24 => give::<U24>(data, channels, next),
        SampleFormat::U32 => give::<u32>(data, channels, next),
        SampleFormat::U64 => give::<u64>(data, channels, next),
        _ => {}
    }
}

fn give<T: SizedSample + FromSample<f32>>(data: &mut Data, channels: usize, next: &mut dyn FnMut() -> f32) {
    let Some(samples) = data.as_slice_mut::<T>() else { return };
    for frame in samples.chunks_mut(channels.max(1)) {
        frame.fill(T::from_sample(next()));
    }
}

#[cfg(test)]
mod tests {
    use rtrb::RingBuffer;

    use super::*;

    fn through<T: SizedSample>(samples: &[T]) -> Vec<f32>
    where
        f32: FromSample<T>,
    {
        let (mut ring, mut out) = RingBuffer::new(16);
        assert_eq!(store_slice(samples, 1, &mut ring), 0);
        std::iter::from_fn(|| out.pop().ok()).collect()
    }

    #[test]
    fn every_format_has_the_same_scale() {
        assert_eq!(through(&[0.5f32, -1.0]), [0.5, -1.0]);
        assert_eq!(through(&[0.5f64, -1.0]), [0.5, -1.0]);
        assert_eq!(through(&[64i8, -128]), [0.5, -1.0]);
        assert_eq!(through(&[16_384i16, -32_768]), [0.5, -1.0]);
        assert_eq!(through(&[I24::new(4_194_304).unwrap(), I24::new(-8_388_608).unwrap()]), [0.5, -1.0]);
        assert_eq!(through(&[1_073_741_824i32, i32::MIN]), [0.5, -1.0]);
        assert_eq!(through(&[192u8, 0]), [0.5, -1.0]);
        assert_eq!(through(&[49_152u16, 0]), [0.5, -1.0]);
        assert_eq!(through(&[3_221_225_472u32, 0]), [0.5, -1.0]);
        assert!(!supported(SampleFormat::DsdU8) && supported(SampleFormat::U64));
    }

    #[test]
    fn a_full_ring_takes_whole_frames_only() {
        let (mut ring, out) = RingBuffer::<f32>::new(5);
        assert_eq!(store_slice(&[0.1f32; 6], 2, &mut ring), 2);
        assert_eq!(out.slots(), 4);
        assert_eq!(store_slice(&[0.1f32; 2], 2, &mut ring), 2);
    }
}
