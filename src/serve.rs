//! An endpoint that is in for Microsoft Graph on the developer's machine: it takes what real clients send, answers what the
//! service would, and says what is wrong with every request.
//!
//! One thread accepts connections, a few serve them; none waits for a client. What a request is answered is decided in `graph` and
//! below, from the catalogue and from what an operation brings; what comes from the network is read in `message` and `connection`,
//! which know nothing of Graph.

mod answer;
mod batch;
mod call;
mod clock;
mod coding;
mod connection;
mod findings;
mod graph;
mod guard;
mod lenient;
mod limits;
mod log;
mod message;
mod page;
mod record;
mod refusals;
mod response;
mod sample;
mod seen;
mod service;
mod source;
mod throttle;
mod worker;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

pub use limits::Limits;

use self::clock::Moment;
use self::connection::Connection;
use self::graph::Graph;
use self::guard::Guard;
use self::log::Log;
use self::record::Recording;
use self::service::App;
use self::throttle::Throttle;
use self::worker::Common;
use crate::check::Checker;
use crate::config::Config;

/// What the endpoint is to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// Address and port to listen at. Port 0 is any that is free.
    pub listen: String,
    /// A file that gets every request, as HAR.
    pub record: Option<PathBuf>,
    /// Whether any finding at error level is refused; otherwise only what the service would refuse.
    pub strict: bool,
    /// Whether requests without an access token are refused.
    pub require_token: bool,
    /// Whether documented limits of how often an operation may be called are kept.
    pub rate_limit: bool,
    /// Names besides `localhost` by which clients may call the endpoint.
    pub allowed_hosts: Vec<String>,
    /// How much one client may ask for.
    pub limits: Limits,
    /// Receives the errors that occur while requests are served.
    pub complain: fn(&str),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:0".to_owned(),
            record: None,
            strict: false,
            require_token: false,
            rate_limit: false,
            allowed_hosts: Vec::new(),
            limits: Limits::default(),
            complain: |_| {},
        }
    }
}

/// An HTTP server that answers like Microsoft Graph, in threads of its own.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    common: Arc<Common>,
    acceptor: JoinHandle<()>,
}

/// A failed `accept` is tried again after this time: the limit of open files may be reached.
const PAUSE: Duration = Duration::from_millis(10);

/// `ENFILE`, `EMFILE`, and `WSAEMFILE` of Windows.
const TOO_MANY_FILES: [i32; 3] = [23, 24, 10_024];

impl Server {
    /// Begins to listen and to answer. Requests are checked by `config`.
    ///
    /// # Errors
    /// Why that is not possible, as a sentence without a full stop.
    pub fn start(options: &Options, config: Config) -> Result<Self, String> {
        let failed = |error: io::Error| format!("{} cannot be listened at: {error}", options.listen);
        let address = options.listen.to_socket_addrs().map_err(failed)?.next();
        let address = address.ok_or_else(|| format!("{} is not an address", options.listen))?;
        let recording = match &options.record {
            Some(path) => {
                let recording = Recording::begin(path).map_err(|error| format!("{}: {error}", path.display()))?;
                Some(recording)
            }
            None => None,
        };
        let listener = TcpListener::bind(address).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let app = Arc::new(app(options, config, address, recording));
        let common = Arc::new(Common {
            limits: options.limits,
            stop: AtomicBool::new(false),
            open: AtomicUsize::new(0),
            budget: Arc::default(),
        });
        let count = thread::available_parallelism().map_or(2, |count| count.get().clamp(2, 16));
        let mut workers = Vec::new();
        for _ in 0..count {
            workers.push(worker::start(Arc::clone(&app) as _, Arc::clone(&common)).map_err(failed)?);
        }
        let shared = Arc::clone(&common);
        let run = move || accept(&listener, workers, &shared);
        let acceptor = thread::Builder::new().name("accept".to_owned()).spawn(run).map_err(failed)?;
        Ok(Self { address, common, acceptor })
    }

    /// The address it listens on, with the port that the system chose.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether only programs of this machine can reach it.
    #[must_use]
    pub(crate) fn is_local(&self) -> bool {
        self.address.ip().is_loopback()
    }

    /// Answers until the process ends.
    pub(crate) fn wait(self) {
        let _ = self.acceptor.join();
    }

    /// Ends it. Requests that are being answered are cut off.
    pub fn stop(self) {
        self.common.stop.store(true, Ordering::Relaxed);
        // The acceptor waits for a connection; an address that stands for all is reached by the loopback.
        let ip = self.address.ip();
        let ip = if ip.is_unspecified() { IpAddr::V4(Ipv4Addr::LOCALHOST) } else { ip };
        let _ = TcpStream::connect_timeout(&SocketAddr::new(ip, self.address.port()), Duration::from_secs(1));
        let _ = self.acceptor.join();
    }
}

fn app(options: &Options, config: Config, address: SocketAddr, recording: Option<Recording>) -> App {
    App {
        guard: Guard::new(address, &options.allowed_hosts),
        graph: Graph {
            checker: Checker::new(config),
            strict: options.strict,
            require_token: options.require_token,
            throttle: options.rate_limit.then(Throttle::default),
        },
        log: Log::default(),
        recording,
        limits: options.limits,
        seed: format!("{address} {}", Moment::now().precise()),
        count: AtomicU64::new(1),
        complain: options.complain,
    }
}

/// Accepts connections and hands them to the workers, each in its turn.
fn accept(listener: &TcpListener, workers: Vec<worker::Handle>, common: &Common) {
    let mut turn = workers.iter().cycle();
    loop {
        let accepted = listener.accept();
        if common.stop.load(Ordering::Relaxed) {
            break;
        }
        match accepted {
            Ok((stream, _)) => {
                // A connection that cannot be set up is closed.
                let is_ready = stream.set_nonblocking(true).and_then(|()| stream.set_nodelay(true)).is_ok();
                if let Some(worker) = turn.next().filter(|_| is_ready) {
                    common.open.fetch_add(1, Ordering::Relaxed);
                    worker.open(stream);
                }
            }
            Err(error) => {
                // The process has as many files open as it may. Whoever is silent makes room for the new ones.
                if error.raw_os_error().is_some_and(|code| TOO_MANY_FILES.contains(&code)) {
                    workers.iter().for_each(worker::Handle::evict);
                }
                thread::sleep(PAUSE);
            }
        }
    }
    workers.into_iter().for_each(worker::Handle::join);
}

/// What a client gets that sends `parts`, one after the other, and then no more: the endpoint without its sockets, for tests of
/// what comes from the network.
#[must_use]
pub fn exchange<'p>(config: &Config, limits: Limits, parts: impl IntoIterator<Item = &'p [u8]>) -> Vec<u8> {
    let options = Options { limits, ..Options::default() };
    let app = app(&options, config.clone(), SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 1), None);
    let now = Instant::now();
    let mut connection = Connection::new(Arc::default(), now);
    let mut got = Vec::new();
    let mut take = |connection: &mut Connection| {
        while connection.has_output() {
            got.extend_from_slice(connection.output());
            connection.advance(connection.output().len(), now);
            connection.proceed(&app, &limits, now);
        }
    };
    for part in parts {
        connection.receive(part, &app, &limits, now);
        take(&mut connection);
    }
    connection.end();
    take(&mut connection);
    got
}

#[cfg(test)]
mod tests {
    mod made_up;
}
