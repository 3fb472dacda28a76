//! The head of a request in HTTP/1.1 (RFC 9112), and how its body is framed. What two readers could frame in two ways is
//! refused: that is how requests are smuggled past a proxy.

use super::limits::Limits;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// As written; methods are case-sensitive.
    pub(super) method: String,
    /// Path and query, `*` of `OPTIONS *`, or the whole URL as a proxy gets it, as written.
    pub(super) target: String,
    /// Names as written, values without space around them.
    pub(super) headers: Vec<(String, String)>,
    /// Whether the connection stays open after the answer.
    pub(super) keep_alive: bool,
    /// How long the body is.
    pub(super) framing: Framing,
    /// Whether the client waits for `100 Continue` before it sends the body.
    pub(super) expects_continue: bool,
}

/// How the end of a body is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// `Content-Length`, or zero without one.
    Length(usize),
    /// The header says `Transfer-Encoding: chunked`.
    Chunked,
}

/// Why a request is answered without being looked at. The connection is closed, because nobody knows where the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: u16,
    /// What is wrong, as a sentence without a full stop.
    pub(super) message: &'static str,
}

const fn refused(status: u16, message: &'static str) -> Refused {
    Refused { status, message }
}

/// The room for parsed headers, which are more than [`Limits::headers`] allows.
const ROOM: usize = 128;

impl Head {
    /// The value of a header, by its name in any case, or `None` if it is absent.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        values(&self.headers, name).next()
    }
}

/// The values of all headers of this name.
fn values<'h>(headers: &'h [(String, String)], name: &str) -> impl Iterator<Item = &'h str> {
    let is_named = move |(known, _): &&(String, String)| known.eq_ignore_ascii_case(name);
    headers.iter().filter(is_named).map(|(_, value)| value.as_str())
}

/// Where the head ends in `bytes`: the index after its blank line. `scanned` bytes were looked at before. None if more is to come.
///
/// # Errors
/// What cannot become a head any more.
pub(super) fn end_of_head(bytes: &[u8], scanned: usize, limits: &Limits) -> Result<Option<usize>, Refused> {
    match bytes.first() {
        None => return Ok(None),
        Some(0x16) => return Err(refused(400, "This endpoint speaks plain HTTP; the client began with TLS")),
        Some(first) if !is_token(*first) => return Err(refused(400, "This is not a request line of HTTP/1.1")),
        Some(_) => {}
    }
    for at in memchr::memchr_iter(b'\n', bytes.get(scanned..).unwrap_or_default()).map(|at| scanned + at) {
        let before = bytes.get(..at).unwrap_or_default();
        // RFC 9112 section 2.2 lets a reader take a bare line feed; two readers may then see two different requests.
        if !before.ends_with(b"\r") {
            return Err(refused(400, "A line of the head ends in a line feed without a carriage return"));
        }
        if at >= limits.head {
            break;
        }
        if before.ends_with(b"\r\n\r") {
            return Ok(Some(at + 1));
        }
    }
    if bytes.len() < limits.head {
        return Ok(None);
    }
    let has_line = memchr::memchr(b'\n', bytes.get(..limits.head).unwrap_or_default()).is_some();
    Err(if has_line { refused(431, "The headers are too large") } else { refused(414, "The request line is too long") })
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

/// Reads a request line and its headers.
///
/// # Errors
/// What is wrong with it, or ambiguous.
pub(super) fn read_head(bytes: &[u8], limits: &Limits) -> Result<Head, Refused> {
    // `httparse` lets a carriage return pass before a line feed only; other control characters it refuses.
    let mut room = [httparse::EMPTY_HEADER; ROOM];
    let mut request = httparse::Request::new(&mut room);
    match request.parse(bytes) {
        Ok(httparse::Status::Complete(length)) if length == bytes.len() => {}
        Ok(_) => return Err(refused(400, "The headers are not those of HTTP/1.1")),
        Err(httparse::Error::TooManyHeaders) => return Err(refused(431, "There are too many headers")),
        Err(httparse::Error::Version) => return Err(refused(505, "Only HTTP/1.1 and HTTP/1.0 are spoken here")),
        Err(_) => return Err(refused(400, "The request line or a header is malformed")),
    }
    if request.headers.len() > limits.headers {
        return Err(refused(431, "There are too many headers"));
    }
    let mut headers = Vec::with_capacity(request.headers.len());
    for header in request.headers.iter() {
        let Ok(value) = std::str::from_utf8(header.value) else {
            return Err(refused(400, "The value of a header is not UTF-8"));
        };
        headers.push((header.name.to_owned(), value.trim_matches([' ', '\t']).to_owned()));
    }
    let (Some(method), Some(target), Some(minor)) = (request.method, request.path, request.version) else {
        return Err(refused(400, "The request line is malformed"));
    };
    let is_11 = minor == 1;
    if values(&headers, "Host").count() > 1 {
        return Err(refused(400, "There is more than one `Host`"));
    }
    if is_11 && values(&headers, "Host").next().is_none() {
        return Err(refused(400, "`Host` is missing"));
    }
    let framing = framing(&headers, is_11, limits)?;
    let expects_continue = match values(&headers, "Expect").next() {
        None => false,
        Some(what) if what.eq_ignore_ascii_case("100-continue") => is_11,
        Some(_) => return Err(refused(417, "Nothing but `100-continue` can be expected")),
    };
    let options = || values(&headers, "Connection").flat_map(|value| value.split(',')).map(str::trim);
    let wants = |word: &str| options().any(|option| option.eq_ignore_ascii_case(word));
    let keep_alive = !wants("close") && (is_11 || wants("keep-alive"));
    let (method, target) = (method.to_owned(), target.to_owned());
    Ok(Head { method, target, headers, keep_alive, framing, expects_continue })
}

/// RFC 9112 section 6.3, without the leniency that it allows.
fn framing(headers: &[(String, String)], is_11: bool, limits: &Limits) -> Result<Framing, Refused> {
    let mut lengths = values(headers, "Content-Length");
    let mut codings = values(headers, "Transfer-Encoding");
    let (length, coding) = (lengths.next(), codings.next());
    if lengths.next().is_some() || codings.next().is_some() {
        return Err(refused(400, "`Content-Length` or `Transfer-Encoding` is given twice"));
    }
    match (length, coding) {
        (None, None) => Ok(Framing::Length(0)),
        (Some(_), Some(_)) => Err(refused(400, "`Content-Length` and `Transfer-Encoding` exclude each other")),
        (None, Some(_)) if !is_11 => Err(refused(400, "HTTP/1.0 knows no `Transfer-Encoding`")),
        (None, Some(coding)) if coding.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
        (None, Some(_)) => Err(refused(501, "No `Transfer-Encoding` but `chunked` is known")),
        (Some(length), None) => {
            if length.is_empty() || !length.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(refused(400, "`Content-Length` is not a number"));
            }
            // A number that does not fit is too large in any case.
            let length = length.parse().unwrap_or(usize::MAX);
            if length > limits.body { Err(TOO_LARGE) } else { Ok(Framing::Length(length)) }
        }
    }
}

/// Of a body that is over the limit.
pub(super) const TOO_LARGE: Refused = refused(413, "The body is too large");
/// Of a body for which there is no room at the moment.
pub(super) const NO_ROOM: Refused = refused(503, "Too many large bodies are coming in at the same time");
/// Of a request that does not come to its end.
pub(super) const TOO_SLOW: Refused = refused(408, "The request did not come in time");

/// Takes chunks (RFC 9112 section 7.1) apart as they come.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    /// What was sent, so far.
    pub(super) body: Vec<u8>,
    state: ChunkState,
    /// Bytes of trailers so far.
    trailers: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum ChunkState {
    /// In the line with the size.
    #[default]
    Size,
    /// So many bytes are still to come.
    Data(usize),
    /// Before the line end after the data.
    DataEnd,
    /// In the trailers, after the last chunk.
    Trailers,
    Done,
}

/// The longest line with a size, extensions included.
const LINE: usize = 1024;

const BAD_CHUNK: Refused = refused(400, "A chunk is malformed");

impl Chunks {
    /// Takes what is there of `bytes`. Gives how much that was.
    ///
    /// # Errors
    /// Chunks that are none, or too many of them.
    pub(super) fn take(&mut self, bytes: &[u8], limits: &Limits) -> Result<usize, Refused> {
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            match self.state {
                ChunkState::Done => return Ok(at),
                ChunkState::Data(wanted) => {
                    let taken = rest.get(..wanted.min(rest.len())).unwrap_or_default();
                    self.body.extend_from_slice(taken);
                    at += taken.len();
                    self.state = if taken.len() == wanted {
                        ChunkState::DataEnd
                    } else {
                        ChunkState::Data(wanted - taken.len())
                    };
                    if taken.len() < wanted {
                        return Ok(at);
                    }
                }
                ChunkState::DataEnd => match rest {
                    [b'\r', b'\n', ..] => {
                        at += 2;
                        self.state = ChunkState::Size;
                    }
                    [] | [b'\r'] => return Ok(at),
                    _ => return Err(BAD_CHUNK),
                },
                ChunkState::Size => {
                    let Some(line) = line(rest, LINE)? else { return Ok(at) };
                    at += line.len() + 2;
                    let size = size(line)?;
                    if size > limits.body.saturating_sub(self.body.len()) {
                        return Err(TOO_LARGE);
                    }
                    self.state = if size == 0 { ChunkState::Trailers } else { ChunkState::Data(size) };
                }
                ChunkState::Trailers => {
                    let Some(line) = line(rest, limits.head)? else { return Ok(at) };
                    at += line.len() + 2;
                    self.trailers += line.len() + 2;
                    if self.trailers > limits.head {
                        return Err(refused(431, "The trailers are too large"));
                    }
                    // Trailers are read and forgotten: nothing here is decided by them.
                    if line.is_empty() {
                        self.state = ChunkState::Done;
                    }
                }
            }
        }
    }

    /// Whether the last chunk and its trailers were read.
    pub(super) fn is_done(&self) -> bool {
        self.state == ChunkState::Done
    }
}

/// The line at the beginning of `bytes`, without its end, or `None` if it is not there as a whole.
fn line(bytes: &[u8], limit: usize) -> Result<Option<&[u8]>, Refused> {
    match memchr::memchr(b'\n', bytes) {
        Some(end) if end <= limit => {
            let line = bytes.get(..end).and_then(|line| line.strip_suffix(b"\r")).ok_or(BAD_CHUNK)?;
            if line.contains(&b'\r') { Err(BAD_CHUNK) } else { Ok(Some(line)) }
        }
        None if bytes.len() <= limit => Ok(None),
        _ => Err(BAD_CHUNK),
    }
}

/// The size that a line says, before `;` and extensions.
fn size(line: &[u8]) -> Result<usize, Refused> {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let (number, rest) = line.split_at(digits);
    let rest = rest.trim_ascii_start();
    if digits == 0 || digits > 15 || !(rest.is_empty() || rest.starts_with(b";")) {
        return Err(BAD_CHUNK);
    }
    let number = std::str::from_utf8(number).map_err(|_| BAD_CHUNK)?;
    usize::from_str_radix(number, 16).map_err(|_| BAD_CHUNK)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: fn() -> Limits = || Limits { head: 512, headers: 8, body: 100, ..Limits::default() };

    fn head(text: &str) -> Result<Head, u16> {
        let limits = LIMITS();
        let bytes = text.as_bytes();
        let end = end_of_head(bytes, 0, &limits).map_err(|it| it.status)?.ok_or(0_u16)?;
        read_head(&bytes[..end], &limits).map_err(|it| it.status)
    }

    #[test]
    fn heads_are_read() {
        let read = head("POST /v1.0//users?$top=1 HTTP/1.1\r\nHost:  localhost:1 \r\nContent-Length: 3\r\n\r\nabc");
        let read = read.expect("it is a head");
        assert_eq!((read.method.as_str(), read.target.as_str()), ("POST", "/v1.0//users?$top=1"));
        assert_eq!(read.header("host"), Some("localhost:1"));
        assert_eq!((read.framing, read.keep_alive), (Framing::Length(3), true));
        let read =
            head("GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\nExpect: 100-Continue\r\n\r\n").expect("a head");
        assert!(!read.keep_alive && read.expects_continue);
        let read = head("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").expect("a head");
        assert!(read.keep_alive);
        let read = head("GET / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: Chunked\r\n\r\n").expect("a head");
        assert_eq!(read.framing, Framing::Chunked);
    }

    #[test]
    fn what_is_ambiguous_is_refused() {
        let long = "a".repeat(600);
        let many = "A: b\r\n".repeat(20);
        let mut wrong = Vec::new();
        for (text, status) in [
            ("GET / HTTP/1.1\nHost: a\n\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\n\r\n", 400),
            ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 101\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", 413),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 501),
            ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n", 400),
            ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\n folded: b\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n", 417),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
            ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
            ("GET /\r\n\r\n", 400),
            ("\u{16}\u{3}\u{1}", 400),
            ("{\"a\": 1}", 400),
            (&format!("GET /{long}"), 414),
            (&format!("GET / HTTP/1.1\r\nHost: {long}\r\n\r\n"), 431),
            (&format!("GET / HTTP/1.1\r\nHost: a\r\n{many}\r\n"), 431),
        ] {
            let got = head(text).map(|_| 0).unwrap_or_else(|status| status);
            if got != status {
                wrong.push(format!("{text:?}: {got}, not {status}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert_eq!(head("GET / HTTP/1.1\r\nHost: a\r\n"), Err(0), "more is to come");
    }

    #[test]
    fn chunks_are_taken_apart_however_they_come() {
        let text = b"4\r\nWiki\r\n6;a=\"b\"\r\npedia \r\nE\r\nin \r\n\r\nchunks.\r\n0\r\nTrailer: x\r\n\r\nGET";
        for step in 1..text.len() {
            let (mut chunks, mut buffer, mut left) = (Chunks::default(), Vec::new(), 0);
            for part in text.chunks(step) {
                buffer.extend_from_slice(part);
                let taken = chunks.take(&buffer, &LIMITS()).expect("they are chunks");
                buffer.drain(..taken);
                left = buffer.len();
            }
            assert!(chunks.is_done(), "{step}");
            assert_eq!((chunks.body.as_slice(), left), (&b"Wikipedia in \r\n\r\nchunks."[..], 3), "{step}");
        }
    }

    #[test]
    fn chunks_that_are_none_are_refused() {
        for (text, status) in [
            ("\r\n", 400),
            ("-1\r\n", 400),
            ("0x4\r\nWiki\r\n", 400),
            (" 4\r\nWiki\r\n", 400),
            ("4 x\r\nWiki\r\n", 400),
            ("4\nWiki\r\n", 400),
            ("4\r\nWikipedia\r\n", 400),
            ("4\r\nWiki\n", 400),
            ("FFFFFFFFFFFFFFFF\r\n", 400),
            ("65\r\n", 413),
            ("60\r\n", 0),
        ] {
            let got = Chunks::default().take(text.as_bytes(), &LIMITS()).map_or_else(|it| it.status, |_| 0);
            assert_eq!(got, status, "{text:?}");
        }
    }
}
