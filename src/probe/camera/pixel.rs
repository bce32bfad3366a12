//! From what a camera sends to a picture that can be shown: pure, without allocation beyond the picture itself.
//!
//! Luma and chroma are read as ITU-R BT.601 with limited range (16 to 235, 16 to 240), which is what USB cameras send
//! uncompressed. A JPEG carries full range and is turned by its decoder.

use crate::live::Frame;

use super::garbage::Garbage;
use super::mjpeg;

/// Largest width and height that is taken for a picture; beyond it the data are garbage.
const LARGEST_SIDE: u32 = 8192;

/// A pixel format that can be turned into a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PixelFormat {
    /// A JPEG for each frame, with or without its own Huffman tables.
    Mjpeg,
    /// Y0 U Y1 V: two pixels in four bytes.
    Yuyv,
    /// A plane of Y, then a plane of U and V at half the width and height.
    Nv12,
    /// One byte of luma for each pixel, full range.
    Gray,
    /// Red, green, blue.
    Rgb,
    /// Blue, green, red.
    Bgr,
}

impl PixelFormat {
    /// The four characters by which V4L2 calls it.
    #[must_use]
    pub fn fourcc(self) -> &'static str {
        match self {
            Self::Mjpeg => "MJPG",
            Self::Yuyv => "YUYV",
            Self::Nv12 => "NV12",
            Self::Gray => "GREY",
            Self::Rgb => "RGB3",
            Self::Bgr => "BGR3",
        }
    }

    /// The format with these four characters.
    #[must_use]
    pub fn from_fourcc(fourcc: &str) -> Option<Self> {
        let all = [Self::Mjpeg, Self::Yuyv, Self::Nv12, Self::Gray, Self::Rgb, Self::Bgr];
        all.into_iter().find(|format| format.fourcc() == fourcc)
    }

    /// Bytes of a whole frame without padding; `None` for JPEG, whose length varies. Odd sizes are rounded up where two
    /// pixels share their colour.
    #[must_use]
    pub fn bytes(self, width: u32, height: u32) -> Option<usize> {
        let (w, h) = (width as usize, height as usize);
        match self {
            Self::Mjpeg => None,
            Self::Yuyv => Some(w.div_ceil(2) * 4 * h),
            Self::Nv12 => Some(w * h + w.div_ceil(2) * 2 * h.div_ceil(2)),
            Self::Gray => Some(w * h),
            Self::Rgb | Self::Bgr => Some(w * h * 3),
        }
    }
}

/// Turns one frame into a picture. Bytes beyond the frame (a driver hands over its whole buffer) are ignored. The size of
/// a JPEG is its own.
///
/// # Errors
/// When the bytes are no whole frame.
pub fn to_frame(format: PixelFormat, width: u32, height: u32, bytes: &[u8]) -> Result<Frame, Garbage> {
    let Some(needed) = format.bytes(width, height) else { return mjpeg::decode(bytes) };
    if width == 0 || height == 0 || width > LARGEST_SIDE || height > LARGEST_SIDE {
        return Err(Garbage::Size { width, height });
    }
    let Some(bytes) = bytes.get(..needed) else { return Err(Garbage::Short { needed, got: bytes.len() }) };
    let (w, h) = (width as usize, height as usize);
    let mut rgba = vec![0; w * h * 4];
    match format {
        PixelFormat::Mjpeg => {}
        PixelFormat::Yuyv => yuyv(w, bytes, &mut rgba),
        PixelFormat::Nv12 => nv12(w, bytes.split_at(w * h), &mut rgba),
        PixelFormat::Gray => each_pixel(bytes, &mut rgba, |[y]: [u8; 1]| [y, y, y, u8::MAX]),
        PixelFormat::Rgb => each_pixel(bytes, &mut rgba, |[r, g, b]: [u8; 3]| [r, g, b, u8::MAX]),
        PixelFormat::Bgr => each_pixel(bytes, &mut rgba, |[b, g, r]: [u8; 3]| [r, g, b, u8::MAX]),
    }
    Ok(Frame { width, height, rgba })
}

fn each_pixel<const N: usize>(bytes: &[u8], rgba: &mut [u8], turn: impl Fn([u8; N]) -> [u8; 4]) {
    for (from, to) in bytes.as_chunks::<N>().0.iter().zip(rgba.as_chunks_mut::<4>().0) {
        *to = turn(*from);
    }
}

/// What a pair of chroma bytes adds to red, green and blue, in 1/256. Factors of ITU-R BT.601 for limited range.
#[derive(Clone, Copy)]
struct Chroma {
    red: i32,
    green: i32,
    blue: i32,
}

impl Chroma {
    #[inline]
    fn new(u: u8, v: u8) -> Self {
        let (u, v) = (i32::from(u) - 128, i32::from(v) - 128);
        // 128 rounds to the nearest.
        Self { red: 409 * v + 128, green: -100 * u - 208 * v + 128, blue: 516 * u + 128 }
    }

    #[inline]
    fn pixel(self, y: u8) -> [u8; 4] {
        let y = 298 * (i32::from(y) - 16);
        [byte(y + self.red), byte(y + self.green), byte(y + self.blue), u8::MAX]
    }
}

#[inline]
fn byte(value_256: i32) -> u8 {
    (value_256 >> 8).clamp(0, 255) as u8
}

fn yuyv(width: usize, bytes: &[u8], rgba: &mut [u8]) {
    let row_bytes = width.div_ceil(2) * 4;
    for (row, out) in bytes.chunks_exact(row_bytes).zip(rgba.chunks_exact_mut(width * 4)) {
        let (pairs, last) = out.as_chunks_mut::<8>();
        let (quads, _) = row.as_chunks::<4>();
        for ([y0, u, y1, v], pair) in quads.iter().zip(pairs) {
            let chroma = Chroma::new(*u, *v);
            let ([r0, g0, b0, a0], [r1, g1, b1, a1]) = (chroma.pixel(*y0), chroma.pixel(*y1));
            *pair = [r0, g0, b0, a0, r1, g1, b1, a1];
        }
        if let (Some([y, u, _, v]), Some(out)) = (quads.last(), last.first_chunk_mut::<4>()) {
            *out = Chroma::new(*u, *v).pixel(*y);
        }
    }
}

fn nv12(width: usize, (luma, chroma): (&[u8], &[u8]), rgba: &mut [u8]) {
    let chroma_rows = chroma.chunks_exact(width.div_ceil(2) * 2).flat_map(|row| [row, row]);
    let rows = luma.chunks_exact(width).zip(chroma_rows).zip(rgba.chunks_exact_mut(width * 4));
    for ((luma, chroma), out) in rows {
        let (pairs, last) = out.as_chunks_mut::<8>();
        let (two, one) = luma.as_chunks::<2>();
        let (uv, _) = chroma.as_chunks::<2>();
        for (([y0, y1], [u, v]), pair) in two.iter().zip(uv).zip(pairs) {
            let chroma = Chroma::new(*u, *v);
            let ([r0, g0, b0, a0], [r1, g1, b1, a1]) = (chroma.pixel(*y0), chroma.pixel(*y1));
            *pair = [r0, g0, b0, a0, r1, g1, b1, a1];
        }
        if let (Some(y), Some([u, v]), Some(out)) = (one.first(), uv.last(), last.first_chunk_mut::<4>()) {
            *out = Chroma::new(*u, *v).pixel(*y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Limited-range BT.601 by its defining equations, in floating point.
    fn exact(y: u8, u: u8, v: u8) -> [f64; 3] {
        let (y, u, v) = ((f64::from(y) - 16.0) / 219.0, (f64::from(u) - 128.0) / 224.0, (f64::from(v) - 128.0) / 224.0);
        let (kr, kb) = (0.299, 0.114);
        let red = y + 2.0 * (1.0 - kr) * v;
        let blue = y + 2.0 * (1.0 - kb) * u;
        let green = (y - kr * red - kb * blue) / (1.0 - kr - kb);
        [red, green, blue].map(|c| (c * 255.0).clamp(0.0, 255.0))
    }

    #[test]
    fn colours_are_those_of_bt_601() {
        for y in (0..=255).step_by(15) {
            for u in (0..=255).step_by(15) {
                for v in (0..=255).step_by(15) {
                    let frame = to_frame(PixelFormat::Yuyv, 2, 1, &[y, u, y, v]).unwrap();
                    for (got, want) in frame.rgba[..3].iter().zip(exact(y, u, v)) {
                        assert!((f64::from(*got) - want).abs() <= 1.6, "{y} {u} {v}: {got} instead of {want}");
                    }
                    assert_eq!(frame.rgba[..4], frame.rgba[4..]);
                }
            }
        }
        assert_eq!(
            to_frame(PixelFormat::Yuyv, 2, 1, &[16, 128, 235, 128]).unwrap().rgba,
            [0, 0, 0, 255, 255, 255, 255, 255]
        );
    }

    #[test]
    fn odd_widths_and_heights_keep_every_pixel() {
        let row: &[u8] = &[16, 128, 235, 128, 235, 128, 0, 128];
        let frame = to_frame(PixelFormat::Yuyv, 3, 2, &[row, row].concat()).unwrap();
        let one_row = [0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255];
        assert_eq!(frame.rgba, [one_row, one_row].concat());

        let mut nv12 = vec![16, 235, 16, 235, 16, 235, 16, 16, 235];
        nv12.extend([128; 8]);
        assert_eq!(PixelFormat::Nv12.bytes(3, 3), Some(17));
        let frame = to_frame(PixelFormat::Nv12, 3, 3, &nv12).unwrap();
        let red: Vec<u8> = frame.rgba.iter().step_by(4).copied().collect();
        assert_eq!(red, [0, 255, 0, 255, 0, 255, 0, 0, 255]);
    }

    #[test]
    fn nv12_and_yuyv_agree() {
        let yuyv = [50, 90, 60, 200, 70, 30, 80, 110];
        let nv12 = [50, 60, 70, 80, 90, 200, 30, 110];
        assert_eq!(
            to_frame(PixelFormat::Yuyv, 4, 1, &yuyv).unwrap(),
            to_frame(PixelFormat::Nv12, 4, 1, &nv12).unwrap()
        );
    }

    #[test]
    fn plain_formats_keep_their_values() {
        assert_eq!(to_frame(PixelFormat::Rgb, 1, 1, &[1, 2, 3]).unwrap().rgba, [1, 2, 3, 255]);
        assert_eq!(to_frame(PixelFormat::Bgr, 1, 1, &[1, 2, 3]).unwrap().rgba, [3, 2, 1, 255]);
        assert_eq!(to_frame(PixelFormat::Gray, 1, 1, &[9]).unwrap().rgba, [9, 9, 9, 255]);
    }

    #[test]
    fn garbage_is_told_and_never_panics() {
        for format in [PixelFormat::Yuyv, PixelFormat::Nv12, PixelFormat::Gray, PixelFormat::Rgb, PixelFormat::Bgr] {
            let needed = format.bytes(7, 5).unwrap();
            assert!(to_frame(format, 7, 5, &vec![1; needed]).is_ok());
            assert!(to_frame(format, 7, 5, &vec![1; needed + 4096]).is_ok());
            for got in [0, 1, needed - 1] {
                assert_eq!(to_frame(format, 7, 5, &vec![1; got]), Err(Garbage::Short { needed, got }));
            }
            assert_eq!(to_frame(format, 0, 5, &[]), Err(Garbage::Size { width: 0, height: 5 }));
            assert!(matches!(to_frame(format, u32::MAX, 5, &[]), Err(Garbage::Size { .. })));
        }
        for bytes in [&[][..], &[0xFF][..], &[0xFF, 0xD8][..], &[0; 4096][..]] {
            assert!(matches!(to_frame(PixelFormat::Mjpeg, 7, 5, bytes), Err(Garbage::Jpeg(_))));
        }
    }

    #[test]
    fn names_round_trip() {
        for fourcc in ["MJPG", "YUYV", "NV12", "GREY", "RGB3", "BGR3"] {
            assert_eq!(PixelFormat::from_fourcc(fourcc).unwrap().fourcc(), fourcc);
        }
        assert_eq!(PixelFormat::from_fourcc("H264"), None);
    }
}
