//! The endpoint, over real sockets: what comes from the network, what is answered, what is recorded.

mod answers;
mod options;
mod recording;
mod sheets;
mod wire;

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use msgraph_lint::config::Config;
use msgraph_lint::rules;
use msgraph_lint::serve::{Options, Server};
use serde_json::Value;

/// The path of an operation, with the two slashes of an SDK.
const PATH: &str = "/v1.0//servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/Azure2Azure.0c0e35dc188a4eb3b8ba61752154b407.9c8934a1-fe0d-4c01-8f6a-2ac48d7a6b6c/provisionOnDemand";

/// A body that the service takes.
const BODY: &str = r#"{"parameters": [{"ruleId": "c0e1a2b3-91e6-4cf5-a0ef-5f2a4f0c8a17", "subjects": [{"objectId": "5e7b3a60-24b1-4f7b-9d0c-0d3f6a1b2c3d", "objectTypeName": "User"}]}]}"#;

/// Every rule, as the program has them on.
fn config() -> Config {
    Config::new(&rules::infos(), [], []).expect("no word is given")
}

/// An endpoint that ends with the test.
struct Endpoint(Option<Server>);

impl Endpoint {
    fn start(options: Options) -> Self {
        Self::with(options, config())
    }

    fn with(options: Options, config: Config) -> Self {
        Self(Some(Server::start(&options, config).expect("it can listen")))
    }

    fn connect(&self) -> Client {
        let address = self.0.as_ref().expect("it runs").address();
        let stream = TcpStream::connect(address).expect("it accepts");
        // No test waits for this long; one that would hang fails instead.
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout can be set");
        Client { stream, buffer: Vec::new() }
    }

    /// What one request is answered, on a connection of its own.
    fn ask(&self, request: &str) -> Answer {
        let mut client = self.connect();
        client.send(request.as_bytes());
        client.answer()
    }

    /// The same for a POST of JSON.
    fn post(&self, path: &str, body: &str) -> Answer {
        self.ask(&post(path, body))
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        if let Some(server) = self.0.take() {
            server.stop();
        }
    }
}

/// A POST of JSON.
fn post(path: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).expect("it reads");
    }

    /// Ends the sending side.
    fn end(&self) {
        self.stream.shutdown(Shutdown::Write).expect("it is open");
    }

    /// Reads until `enough`, or until the other side ends. Gives whether it was enough.
    fn read_until(&mut self, enough: impl Fn(&[u8]) -> bool) -> bool {
        let mut part = [0; 4096];
        while !enough(&self.buffer) {
            match self.stream.read(&mut part) {
                Ok(0) => return false,
                Ok(read) => self.buffer.extend_from_slice(&part[..read]),
                Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => return false,
                Err(error) => panic!("{error}, after {:?}", String::from_utf8_lossy(&self.buffer)),
            }
        }
        true
    }

    /// The next answer; a HEAD is not asked for here.
    fn answer(&mut self) -> Answer {
        self.answer_to("GET")
    }

    fn answer_to(&mut self, method: &str) -> Answer {
        let head_end = |bytes: &[u8]| bytes.windows(4).position(|window| window == b"\r\n\r\n");
        assert!(
            self.read_until(|bytes| head_end(bytes).is_some()),
            "no answer: {:?}",
            String::from_utf8_lossy(&self.buffer)
        );
        let end = head_end(&self.buffer).expect("it was read") + 4;
        let head = String::from_utf8(self.buffer.drain(..end).collect()).expect("a head is ASCII");
        let mut lines = head.trim_end().split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
        let mut answer = Answer { status: status.expect("a status"), headers, body: Vec::new() };
        let length = answer.header("content-length").and_then(|value| value.parse::<usize>().ok()).unwrap_or_default();
        if method != "HEAD" {
            assert!(self.read_until(|bytes| bytes.len() >= length), "the body is cut off");
            answer.body = self.buffer.drain(..length).collect();
        }
        answer
    }

    /// Whether the other side ends without another byte.
    fn is_closed(&mut self) -> bool {
        !self.read_until(|bytes| !bytes.is_empty())
    }
}

#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The rules that found something, in order.
    fn rules(&self) -> Vec<String> {
        let body = self.json();
        let findings = body["error"]["innerError"]["findings"].as_array().cloned().unwrap_or_default();
        findings.iter().map(|finding| finding["rule"].as_str().expect("a rule").to_owned()).collect()
    }
}
