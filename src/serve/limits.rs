//! How much one client may ask for: sizes in bytes, times, numbers. Whatever is over them is refused, and the others go on being
//! served.

use std::time::Duration;

/// The limits of the endpoint. Tests make them small.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Request line and headers together.
    pub head: usize,
    /// The number of headers in one request.
    pub headers: usize,
    /// The body of one request, as it comes and as it is after decompression.
    pub body: usize,
    /// The bodies of all requests that are still coming in.
    pub bodies: usize,
    /// Connections at a time. Over it, those that have been silent longest are closed.
    pub connections: usize,
    /// Answers that a client has asked for and does not read. Over it, nothing more is read of it.
    pub unread: usize,
    /// From the first byte of a request to the end of its headers.
    pub head_time: Duration,
    /// From the first byte of a request to its end.
    pub request_time: Duration,
    /// How long a connection may stay open without a request.
    pub idle_time: Duration,
    /// Without taking anything of an answer.
    pub write_time: Duration,
    /// For what a client still sends after it was refused.
    pub linger_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: 32 * 1024,
            headers: 100,
            body: 16 * 1024 * 1024,
            bodies: 256 * 1024 * 1024,
            connections: 16_384,
            unread: 256 * 1024,
            head_time: Duration::from_secs(10),
            request_time: Duration::from_secs(60),
            idle_time: Duration::from_secs(75),
            write_time: Duration::from_secs(30),
            linger_time: Duration::from_secs(2),
        }
    }
}
