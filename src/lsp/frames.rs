//! Messages on a stream: a header with the length, a blank line, and as many bytes of JSON.
//!
//! `lsp_server` reads them too, but gives up at the first one that is not JSON, and reserves whatever length a client claims.

use std::io::{self, BufRead, ErrorKind, Read, Write};

use super::protocol::Message;

/// The longest message in bytes. A document of 10 MB is about as much again when it is quoted.
const LONGEST: u64 = 1 << 30;

/// The longest line of a header in bytes.
const LONGEST_LINE: u64 = 8 * 1024;

/// What can be read from the stream of an editor.
#[derive(Debug)]
pub enum Frame {
    /// A complete message of the Language Server Protocol.
    Message(Message),
    /// Something that is none, in words for a log. The next message can be read.
    Broken(String),
    /// The stream has ended: the editor closed it.
    End,
}

/// Reads the next message that the editor sent.
///
/// # Errors
/// The stream cannot be read, or what is there has no length, so that nobody knows where the next message begins.
pub fn read(stream: &mut impl BufRead) -> io::Result<Frame> {
    let Some(length) = read_length(stream)? else { return Ok(Frame::End) };
    if length > LONGEST {
        return Err(io::Error::new(ErrorKind::InvalidData, format!("a message of {length} bytes is too long")));
    }
    // Grows with what really comes, whatever the header claims.
    let mut bytes = Vec::new();
    stream.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Ok(Frame::End);
    }
    Ok(match serde_json::from_slice(&bytes) {
        Ok(message) => Frame::Message(message),
        Err(error) => Frame::Broken(format!("a message could not be read: {error}")),
    })
}

/// The value of `Content-Length`; none at the end of the stream.
fn read_length(stream: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        stream.take(LONGEST_LINE).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(None);
        }
        let line = line.trim_ascii();
        if line.is_empty() {
            match length {
                Some(length) => return Ok(Some(length)),
                None => return Err(io::Error::new(ErrorKind::InvalidData, "a message has no Content-Length")),
            }
        }
        let Some(colon) = line.iter().position(|&byte| byte == b':') else { continue };
        if line[..colon].eq_ignore_ascii_case(b"Content-Length") {
            let value = str::from_utf8(line[colon + 1..].trim_ascii()).ok();
            length = value.and_then(|value| value.parse().ok());
        }
    }
}

/// Writes a message with its `Content-Length` header.
///
/// # Errors
/// The stream cannot be written.
pub fn write(stream: &mut dyn Write, message: &Message) -> io::Result<()> {
    let mut stream = stream;
    message.write(&mut stream)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_is_passed_over() {
        let ok = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let text = format!(
            "content-length:5\r\nX: y\r\n\r\n{{\"a\":Content-Length: {}\r\n\r\n{ok}Content-Length: 99\r\n\r\n{{",
            ok.len()
        );
        let mut stream = text.as_bytes();
        assert!(matches!(read(&mut stream), Ok(Frame::Broken(_))));
        assert!(matches!(read(&mut stream), Ok(Frame::Message(Message::Notification(_)))));
        assert!(matches!(read(&mut stream), Ok(Frame::End)));
        assert!(read(&mut "Content-Length: 99999999999999\r\n\r\n".as_bytes()).is_err());
        assert!(read(&mut "Content-Length: x\r\n\r\n".as_bytes()).is_err());
        assert!(matches!(read(&mut "".as_bytes()), Ok(Frame::End)));
    }
}
