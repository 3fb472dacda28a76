//! One connection, without its socket: bytes come in, answers are sent. Nothing here waits, so a slow client costs no more than
//! its buffers.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::clock::Moment;
use super::limits::Limits;
use super::message::{Chunks, Framing, Head, NO_ROOM, Refused, TOO_SLOW, end_of_head, read_head};
use super::response::{Response, write_chunk};

pub(super) trait Service {
    /// Answers a request that came as a whole.
    fn answer(&self, head: &Head, body: Vec<u8>, now: Moment) -> Reply;

    /// Answers one that cannot be read. The connection is closed after it.
    fn refuse(&self, refused: Refused, now: Moment) -> Response;

    /// What is new for a client that listens, as chunks, and `seen` moved on.
    fn news(&self, seen: &mut u64, out: &mut Vec<u8>);
}

#[derive(Debug)]
pub(super) enum Reply {
    Response(Response),
    /// An answer that begins with this body and goes on as long as the client listens; it has seen everything up to this number.
    Stream(Response, u64),
}

/// The bodies that are coming in on all connections, in bytes.
pub(super) type Budget = Arc<AtomicUsize>;

#[derive(Debug)]
pub(super) struct Connection {
    incoming: Vec<u8>,
    /// How much of `incoming` was looked at for the end of a head.
    scanned: usize,
    state: State,
    outgoing: Vec<u8>,
    /// How much of `outgoing` was sent.
    sent: usize,
    /// Whether the client sends no more.
    ended: bool,
    /// When the request began to come.
    began: Option<Instant>,
    /// When anything came or went last.
    active: Instant,
    budget: Budget,
    /// What of the budget is taken.
    reserved: usize,
}

#[derive(Debug)]
enum State {
    /// Before or in a head.
    Head,
    /// In a body of a known length.
    Length(Box<Head>, usize),
    /// In a body of chunks.
    Chunked(Box<Head>, Box<Chunks>),
    /// The client listens to what comes; it has seen everything up to this number.
    Stream(u64),
    /// No more is answered; what still comes is thrown away.
    Closing(Instant),
}

/// What is to be done with the socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing: the client has its turn.
    Wait,
    Send,
    Close,
}

/// How often a client that listens hears something.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);

/// A body of so many bytes needs no room of the budget.
const SMALL: usize = 64 * 1024;

impl Connection {
    /// A connection that was opened just now.
    pub(super) fn new(budget: Budget, now: Instant) -> Self {
        Self {
            incoming: Vec::new(),
            scanned: 0,
            state: State::Head,
            outgoing: Vec::new(),
            sent: 0,
            ended: false,
            began: None,
            active: now,
            budget,
            reserved: 0,
        }
    }

    /// Takes bytes of the client, and answers what is whole.
    pub(super) fn receive(&mut self, bytes: &[u8], service: &dyn Service, limits: &Limits, now: Instant) {
        self.active = now;
        match self.state {
            // Nothing is asked while the client listens.
            State::Closing(_) | State::Stream(_) => {}
            _ => {
                self.incoming.extend_from_slice(bytes);
                self.proceed(service, limits, now);
            }
        }
    }

    /// Answers what is whole of what came, as long as the client takes the answers.
    pub(super) fn proceed(&mut self, service: &dyn Service, limits: &Limits, now: Instant) {
        while !self.is_full(limits) {
            match self.step(service, limits, now) {
                Ok(true) => {}
                Ok(false) => break,
                Err(refused) => {
                    let moment = Moment::now();
                    service.refuse(refused, moment).write(&mut self.outgoing, moment, false, false);
                    self.close(now);
                    break;
                }
            }
        }
        if self.incoming.is_empty() {
            // Idle connections are many and should be small.
            self.incoming = Vec::new();
        }
    }

    /// Goes on by one request, or by one part of it. Gives whether there may be more to do.
    fn step(&mut self, service: &dyn Service, limits: &Limits, now: Instant) -> Result<bool, Refused> {
        match std::mem::replace(&mut self.state, State::Head) {
            State::Head => {
                // Some clients send an empty line after a body (RFC 9112 section 2.2).
                let blank = self.incoming.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                if blank > 0 && self.scanned == 0 {
                    self.incoming.drain(..blank);
                }
                if self.incoming.is_empty() {
                    self.began = None;
                    return Ok(false);
                }
                self.began.get_or_insert(now);
                let Some(end) = end_of_head(&self.incoming, self.scanned, limits)? else {
                    self.scanned = self.incoming.len();
                    return Ok(false);
                };
                let head = read_head(self.incoming.get(..end).unwrap_or_default(), limits)?;
                self.incoming.drain(..end);
                self.scanned = 0;
                self.begin_body(head);
                Ok(true)
            }
            State::Length(head, length) => {
                if self.incoming.len() < length {
                    self.reserve(self.incoming.len(), limits)?;
                    self.state = State::Length(head, length);
                    return Ok(false);
                }
                let rest = self.incoming.split_off(length);
                let body = std::mem::replace(&mut self.incoming, rest);
                self.answer(&head, body, service, now);
                Ok(true)
            }
            State::Chunked(head, mut chunks) => {
                let taken = chunks.take(&self.incoming, limits)?;
                self.incoming.drain(..taken);
                self.reserve(chunks.body.len(), limits)?;
                if !chunks.is_done() {
                    self.state = State::Chunked(head, chunks);
                    return Ok(false);
                }
                self.answer(&head, chunks.body, service, now);
                Ok(true)
            }
            other => {
                self.state = other;
                Ok(false)
            }
        }
    }

    fn begin_body(&mut self, head: Head) {
        let has_body = head.framing != Framing::Length(0);
        if has_body && head.expects_continue && self.incoming.is_empty() {
            self.outgoing.extend_from_slice(b"HTTP/1.1 100 Continue\r\n\r\n");
        }
        let head = Box::new(head);
        self.state = match head.framing {
            Framing::Length(length) => State::Length(head, length),
            Framing::Chunked => State::Chunked(head, Box::default()),
        };
    }

    fn answer(&mut self, head: &Head, body: Vec<u8>, service: &dyn Service, now: Instant) {
        self.release();
        self.began = None;
        let moment = Moment::now();
        match service.answer(head, body, moment) {
            Reply::Response(response) => {
                response.write(&mut self.outgoing, moment, head.method == "HEAD", head.keep_alive);
                if !head.keep_alive {
                    self.close(now);
                }
            }
            Reply::Stream(response, seen) => {
                response.write_stream(&mut self.outgoing, moment);
                write_chunk(&mut self.outgoing, &response.body);
                self.state = State::Stream(seen);
                self.incoming = Vec::new();
            }
        }
    }

    /// Takes room for the `bytes` of a body that are here by now. Small bodies need none, so that large
    /// ones never keep them out.
    fn reserve(&mut self, bytes: usize, limits: &Limits) -> Result<(), Refused> {
        let more = bytes.saturating_sub(SMALL).saturating_sub(self.reserved);
        let before = self.budget.fetch_add(more, Ordering::Relaxed);
        self.reserved += more;
        if more > 0 && before.saturating_add(more) > limits.bodies { Err(NO_ROOM) } else { Ok(()) }
    }

    fn release(&mut self) {
        self.budget.fetch_sub(std::mem::take(&mut self.reserved), Ordering::Relaxed);
    }

    fn close(&mut self, now: Instant) {
        self.release();
        self.incoming = Vec::new();
        self.state = State::Closing(now);
    }

    /// The client sends no more. What it asked for before is still answered.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// Whether nothing is left to be done: the client sends no more, and has got what it asked for.
    pub(super) fn is_over(&self) -> bool {
        self.ended && !self.has_output()
    }

    /// Whether anything is still read from the client.
    pub(super) fn reads(&self, limits: &Limits) -> bool {
        !self.ended && !self.is_full(limits)
    }

    /// Adds what is new for a client that listens and takes it; now and then a sign of life, so that it is noticed if it is gone.
    pub(super) fn send_news(&mut self, service: &dyn Service, limits: &Limits, now: Instant) {
        if let State::Stream(seen) = &mut self.state
            && self.outgoing.len() - self.sent < limits.unread
        {
            service.news(seen, &mut self.outgoing);
            if self.outgoing.is_empty() && now.saturating_duration_since(self.active) > SIGN_OF_LIFE {
                write_chunk(&mut self.outgoing, b":\n\n");
            }
        }
    }

    pub(super) fn is_stream(&self) -> bool {
        matches!(self.state, State::Stream(_))
    }

    /// Whether no more is answered because the client does not take its answers.
    fn is_full(&self, limits: &Limits) -> bool {
        self.outgoing.len() - self.sent > limits.unread
    }

    /// Whether it is closed once everything is sent.
    pub(super) fn is_closing(&self) -> bool {
        matches!(self.state, State::Closing(_))
    }

    /// Whether something is to be sent.
    pub(super) fn has_output(&self) -> bool {
        self.sent < self.outgoing.len()
    }

    /// What is to be sent.
    pub(super) fn output(&self) -> &[u8] {
        self.outgoing.get(self.sent..).unwrap_or_default()
    }

    /// So many bytes of it were sent.
    pub(super) fn advance(&mut self, sent: usize, now: Instant) {
        self.active = now;
        self.sent += sent;
        if self.sent >= self.outgoing.len() {
            self.sent = 0;
            // Keeps room for the next answer, but not for the largest one.
            if self.outgoing.capacity() > 64 * 1024 {
                self.outgoing = Vec::new();
            } else {
                self.outgoing.clear();
            }
        } else if self.sent > 64 * 1024 {
            self.outgoing.drain(..self.sent);
            self.sent = 0;
        }
    }

    /// When anything came or went last.
    pub(super) fn last_active(&self) -> Instant {
        self.active
    }

    /// Looks whether the client has taken too long.
    pub(super) fn check_time(&mut self, service: &dyn Service, limits: &Limits, now: Instant) -> Step {
        let quiet = now.saturating_duration_since(self.active);
        if let State::Closing(since) = self.state {
            let lingers = now.saturating_duration_since(since) < limits.linger_time;
            return if lingers || self.has_output() && quiet < limits.write_time { Step::Wait } else { Step::Close };
        }
        if self.has_output() {
            return if quiet < limits.write_time { Step::Wait } else { Step::Close };
        }
        let Some(began) = self.began else {
            return if quiet < limits.idle_time || self.is_stream() { Step::Wait } else { Step::Close };
        };
        let in_head = matches!(self.state, State::Head);
        let limit = if in_head { limits.head_time } else { limits.request_time };
        if now.saturating_duration_since(began) < limit {
            return Step::Wait;
        }
        let moment = Moment::now();
        service.refuse(TOO_SLOW, moment).write(&mut self.outgoing, moment, false, false);
        self.close(now);
        Step::Send
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.release();
    }
}
