//! Reads lines of limited length from a connection.

use std::io;

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// Reads lines. A line longer than the limit is an error, so that nobody can fill the memory. `next` may be cancelled and
/// called again without losing anything.
#[derive(Debug)]
pub struct LineReader<R> {
    inner: BufReader<R>,
    line: Vec<u8>,
    limit: usize,
}

impl<R: AsyncRead + Unpin> LineReader<R> {
    /// Reads from `inner`, lines of at most `limit` bytes.
    pub fn new(inner: R, limit: usize) -> Self {
        Self { inner: BufReader::new(inner), line: Vec::new(), limit }
    }

    /// The next line without its end; `None` when the other side has closed.
    ///
    /// # Errors
    /// `InvalidData` when the line is too long; otherwise what the connection reports.
    pub async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        loop {
            let chunk = self.inner.fill_buf().await?;
            if chunk.is_empty() {
                let rest = std::mem::take(&mut self.line);
                return Ok((!rest.is_empty()).then_some(rest));
            }
            let end = chunk.iter().position(|b| *b == b'\n');
            let (text, used) = match end {
                Some(end) => (chunk.get(..end).unwrap_or_default(), end + 1),
                None => (chunk, chunk.len()),
            };
            if self.line.len() + text.len() > self.limit {
                return Err(io::Error::new(io::ErrorKind::InvalidData, "line too long"));
            }
            self.line.extend_from_slice(text);
            self.inner.consume(used);
            if end.is_some() {
                return Ok(Some(std::mem::take(&mut self.line)));
            }
        }
    }

    /// Gives the connection back together with what was read beyond the last line.
    pub fn into_inner(self) -> (R, Vec<u8>) {
        let rest = self.inner.buffer().to_vec();
        (self.inner.into_inner(), rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
    }

    #[test]
    fn splits_lines_and_keeps_the_rest() {
        run(async {
            let mut reader = LineReader::new(&b"one\ntwo\nrest"[..], 10);
            assert_eq!(reader.next().await.unwrap().unwrap(), b"one");
            assert_eq!(reader.next().await.unwrap().unwrap(), b"two");
            assert_eq!(reader.next().await.unwrap().unwrap(), b"rest");
            assert_eq!(reader.next().await.unwrap(), None);
        });
    }

    #[test]
    fn a_line_without_end_is_refused() {
        run(async {
            let endless = [b'x'; 100];
            let mut reader = LineReader::new(&endless[..], 50);
            assert_eq!(reader.next().await.unwrap_err().kind(), io::ErrorKind::InvalidData);
        });
    }
}
