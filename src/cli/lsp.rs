//! `lsp`: runs the language server over standard input and output, until the editor ends it or is gone.

use std::collections::VecDeque;
use std::io::{self, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use super::args::Lsp;
use super::{CommandContext, EXIT_FOUND, Failure};
use crate::lsp::frames::{self, Frame};
use crate::lsp::{Message, Server};
use crate::workspace::disk::Disk;

/// The number of messages that are read ahead, so that a cancellation is seen before the request is answered.
const AHEAD: usize = 64;

/// How often to check whether the editor still runs.
const PULSE: Duration = Duration::from_secs(3);

pub(super) fn run(_: &Lsp, shell: &mut CommandContext<'_, '_>) -> Result<u8, Failure> {
    let folder = shell.environment.folder.clone();
    let mut server = Server::new(Some(Arc::new(Disk::new(&folder))), &folder);
    let (sender, receiver) = sync_channel(AHEAD);
    let waiting = AtomicUsize::new(0);
    let (stdin, stdout) = (&mut shell.streams.stdin, &mut shell.streams.stdout);
    thread::scope(|scope| {
        scope.spawn(|| read(&mut BufReader::new(stdin), sender, &waiting));
        let mut send = |server: &mut Server| -> io::Result<()> {
            for message in server.take() {
                frames::write(stdout, &message)?;
            }
            stdout.flush()
        };
        let mut inbox = VecDeque::new();
        loop {
            if !next(&receiver, &waiting, &mut inbox, &server) {
                return Ok(server.exit_code().unwrap_or(EXIT_FOUND));
            }
            while let Some(frame) = inbox.pop_front() {
                match frame {
                    Frame::Message(message) => {
                        let mut messages = vec![message];
                        while matches!(inbox.front(), Some(Frame::Message(_))) {
                            let Some(Frame::Message(message)) = inbox.pop_front() else { break };
                            messages.push(message);
                        }
                        server.receive(messages);
                    }
                    Frame::Broken(problem) => server.log(&problem),
                    Frame::End => {}
                }
            }
            send(&mut server)?;
            if let Some(code) = server.exit_code() {
                return Ok(code);
            }
            while !server.is_settled() && waiting.load(Ordering::Acquire) == 0 {
                server.settle(&|| waiting.load(Ordering::Acquire) > 0);
                send(&mut server)?;
            }
        }
    })
}

/// Passes on incoming messages until the end of the stream.
fn read(stdin: &mut impl io::BufRead, sender: SyncSender<Frame>, waiting: &AtomicUsize) {
    loop {
        let frame = match frames::read(stdin) {
            Ok(Frame::End) | Err(_) => return,
            Ok(frame) => frame,
        };
        let is_exit = matches!(&frame, Frame::Message(Message::Notification(it)) if it.method == "exit");
        waiting.fetch_add(1, Ordering::AcqRel);
        if sender.send(frame).is_err() || is_exit {
            return;
        }
    }
}

/// Waits for a message, and takes all that have arrived by then. False if the client is gone.
fn next(receiver: &Receiver<Frame>, waiting: &AtomicUsize, inbox: &mut VecDeque<Frame>, server: &Server) -> bool {
    loop {
        match receiver.recv_timeout(PULSE) {
            Ok(frame) => {
                inbox.push_back(frame);
                inbox.extend(receiver.try_iter());
                waiting.fetch_sub(inbox.len(), Ordering::AcqRel);
                return true;
            }
            Err(RecvTimeoutError::Timeout) if server.client_process().is_none_or(is_running) => {}
            // The editor is gone, so nobody closes standard input.
            Err(RecvTimeoutError::Timeout) => std::process::exit(i32::from(EXIT_FOUND)),
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// Whether a process runs, as far as the system says.
fn is_running(process: u32) -> bool {
    let processes = Path::new("/proc");
    !processes.join("self").exists() || processes.join(process.to_string()).exists()
}
