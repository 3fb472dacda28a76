//! Serves many connections on one thread: whichever of them is ready has its turn, and none is waited for.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream as StdStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token, Waker};

use super::connection::{Budget, Connection, Service, Step};
use super::limits::Limits;

const WAKE: Token = Token(usize::MAX);
/// How often those are looked at that have taken too long.
const SWEEP: Duration = Duration::from_secs(1);
/// How often listening clients get events.
const NEWS: Duration = Duration::from_millis(50);
/// How often a connection may read before the others have their turn.
const TURN: usize = 16;
/// Bytes that are read at a time.
const READ: usize = 64 * 1024;

#[derive(Debug)]
pub(super) struct Common {
    pub(super) limits: Limits,
    pub(super) stop: AtomicBool,
    /// Open connections of all workers.
    pub(super) open: AtomicUsize,
    pub(super) budget: Budget,
}

/// What a worker gets from the thread that accepts connections.
enum Message {
    Open(StdStream),
    /// Close the one that has been silent longest.
    Evict,
    Wake,
}

/// The way to a worker.
pub(super) struct Handle {
    inbox: Sender<Message>,
    waker: Waker,
    thread: JoinHandle<()>,
}

impl Handle {
    fn post(&self, message: Message) {
        // A worker that is gone was asked to stop.
        if self.inbox.send(message).is_ok() {
            let _ = self.waker.wake();
        }
    }

    pub(super) fn open(&self, stream: StdStream) {
        self.post(Message::Open(stream));
    }

    /// Makes it close the connection that has been silent longest.
    pub(super) fn evict(&self) {
        self.post(Message::Evict);
    }

    /// Waits for its end, which has been asked for.
    pub(super) fn join(self) {
        self.post(Message::Wake);
        let _ = self.thread.join();
    }
}

///
/// # Errors
/// Those of the system's poll.
pub(super) fn start(service: Arc<dyn Service + Send + Sync>, common: Arc<Common>) -> io::Result<Handle> {
    let poll = Poll::new()?;
    let waker = Waker::new(poll.registry(), WAKE)?;
    let (inbox, messages) = channel();
    let worker = Worker { poll, messages, service, common, peers: Vec::new(), free: Vec::new(), again: Vec::new() };
    let thread = thread::Builder::new().name("serve".to_owned()).spawn(move || worker.run())?;
    Ok(Handle { inbox, waker, thread })
}

/// A connection with its socket.
struct Peer {
    stream: TcpStream,
    connection: Connection,
    /// Whether the client knows that no more comes.
    is_shut: bool,
}

struct Worker {
    poll: Poll,
    messages: Receiver<Message>,
    service: Arc<dyn Service + Send + Sync>,
    common: Arc<Common>,
    peers: Vec<Option<Peer>>,
    free: Vec<usize>,
    /// Those that had their turn and are not done.
    again: Vec<usize>,
}

impl Worker {
    fn run(mut self) {
        let mut events = Events::with_capacity(1024);
        let mut scratch = vec![0; READ];
        let mut swept = Instant::now();
        let mut sent = swept;
        while !self.common.stop.load(Ordering::Relaxed) {
            let streams = self.peers.iter().flatten().any(|peer| peer.connection.is_stream());
            let timeout = if !self.again.is_empty() {
                Duration::ZERO
            } else if streams {
                NEWS
            } else {
                SWEEP
            };
            if let Err(error) = self.poll.poll(&mut events, Some(timeout))
                && error.kind() != io::ErrorKind::Interrupted
            {
                // Without its poll a worker can do nothing; it must not spin either.
                thread::sleep(SWEEP);
                continue;
            }
            let now = Instant::now();
            for token in std::mem::take(&mut self.again) {
                self.drive(token, &mut scratch, now);
            }
            for event in &events {
                if event.token() != WAKE {
                    self.drive(event.token().0, &mut scratch, now);
                }
            }
            self.take_messages(&mut scratch, now);
            if streams && now.saturating_duration_since(sent) >= NEWS {
                sent = now;
                self.send_news(&mut scratch, now);
            }
            if now.saturating_duration_since(swept) >= SWEEP {
                swept = now;
                self.sweep(&mut scratch, now);
            }
        }
    }

    fn take_messages(&mut self, scratch: &mut [u8], now: Instant) {
        while let Ok(message) = self.messages.try_recv() {
            match message {
                Message::Open(stream) => {
                    if self.common.open.load(Ordering::Relaxed) > self.common.limits.connections {
                        self.evict();
                    }
                    self.open(stream, scratch, now);
                }
                Message::Evict => self.evict(),
                Message::Wake => {}
            }
        }
    }

    fn open(&mut self, stream: StdStream, scratch: &mut [u8], now: Instant) {
        let token = self.free.pop().unwrap_or_else(|| {
            self.peers.push(None);
            self.peers.len() - 1
        });
        let mut stream = TcpStream::from_std(stream);
        let interest = Interest::READABLE | Interest::WRITABLE;
        if self.poll.registry().register(&mut stream, Token(token), interest).is_err() {
            self.common.open.fetch_sub(1, Ordering::Relaxed);
            self.free.push(token);
            return;
        }
        let connection = Connection::new(Arc::clone(&self.common.budget), now);
        if let Some(slot) = self.peers.get_mut(token) {
            *slot = Some(Peer { stream, connection, is_shut: false });
        }
        // What it sent before it was registered may not be signalled again.
        self.drive(token, scratch, now);
    }

    fn close(&mut self, token: usize) {
        if let Some(mut peer) = self.peers.get_mut(token).and_then(Option::take) {
            let _ = self.poll.registry().deregister(&mut peer.stream);
            self.common.open.fetch_sub(1, Ordering::Relaxed);
            self.free.push(token);
        }
    }

    /// Closes the connection that has been silent longest.
    fn evict(&mut self) {
        let peers = self.peers.iter().enumerate();
        let open = peers.filter_map(|(token, peer)| Some((peer.as_ref()?.connection.last_active(), token)));
        if let Some((_, token)) = open.min() {
            self.close(token);
        }
    }

    /// Sends and reads what can be without waiting.
    fn drive(&mut self, token: usize, scratch: &mut [u8], now: Instant) {
        let Some(Some(peer)) = self.peers.get_mut(token) else { return };
        match peer.drive(scratch, self.service.as_ref(), &self.common.limits, now) {
            Turn::Waits => {}
            Turn::Again => self.again.push(token),
            Turn::Over => self.close(token),
        }
    }

    fn send_news(&mut self, scratch: &mut [u8], now: Instant) {
        for token in 0..self.peers.len() {
            let Some(Some(peer)) = self.peers.get_mut(token) else { continue };
            peer.connection.send_news(self.service.as_ref(), &self.common.limits, now);
            if peer.connection.is_stream() && peer.connection.has_output() {
                self.drive(token, scratch, now);
            }
        }
    }

    fn sweep(&mut self, scratch: &mut [u8], now: Instant) {
        for token in 0..self.peers.len() {
            let Some(Some(peer)) = self.peers.get_mut(token) else { continue };
            match peer.connection.check_time(self.service.as_ref(), &self.common.limits, now) {
                Step::Wait => {}
                Step::Send => self.drive(token, scratch, now),
                Step::Close => self.close(token),
            }
        }
    }
}

/// How the turn of a connection ended.
enum Turn {
    Waits,
    /// There is more to do, but others come first.
    Again,
    Over,
}

impl Peer {
    fn drive(&mut self, scratch: &mut [u8], service: &dyn Service, limits: &Limits, now: Instant) -> Turn {
        for _ in 0..TURN {
            while self.connection.has_output() {
                match self.stream.write(self.connection.output()) {
                    Ok(0) => return Turn::Over,
                    Ok(sent) => self.connection.advance(sent, now),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                    Err(_) => return Turn::Over,
                }
            }
            if !self.connection.has_output() {
                self.connection.proceed(service, limits, now);
                if self.connection.has_output() {
                    continue;
                }
                if self.connection.is_over() {
                    return Turn::Over;
                }
                if self.connection.is_closing() && !self.is_shut {
                    self.is_shut = true;
                    // The client may still be sending; closing at once would throw away the answer that it has not read.
                    let _ = self.stream.shutdown(Shutdown::Write);
                }
            }
            if !self.connection.reads(limits) {
                return Turn::Waits;
            }
            match self.stream.read(scratch) {
                Ok(0) => self.connection.end(),
                Ok(read) => {
                    let bytes = scratch.get(..read).unwrap_or_default();
                    self.connection.receive(bytes, service, limits, now);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Turn::Waits,
                Err(_) => return Turn::Over,
            }
        }
        Turn::Again
    }
}
