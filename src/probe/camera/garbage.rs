//! Frames that are none.

/// A frame that cannot be turned into a picture.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Garbage {
    /// Fewer bytes than the size asks for.
    #[error("{got} bytes where a frame has {needed}")]
    Short {
        /// Bytes that a whole frame has.
        needed: usize,
        /// Bytes that came.
        got: usize,
    },
    /// No such picture exists.
    #[error("a picture of {width}x{height}")]
    Size {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
    },
    /// Not a JPEG, or a damaged one.
    #[error("{0}")]
    Jpeg(String),
}
