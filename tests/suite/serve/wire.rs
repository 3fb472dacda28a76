//! HTTP/1.1 as clients speak it, well or badly: no request is framed in two ways, and no client keeps the others waiting.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use msgraph_lint::serve::{Limits, Options, exchange};

use super::{BODY, Endpoint, PATH, config, post};

fn endpoint() -> Endpoint {
    Endpoint::start(Options::default())
}

#[test]
fn a_connection_carries_many_requests() {
    let endpoint = endpoint();
    let mut client = endpoint.connect();
    for _ in 0..3 {
        client.send(post(PATH, BODY).as_bytes());
        assert_eq!(client.answer().status, 200);
    }
    // All at once, and byte by byte.
    let request = "GET /v1.0/users/u HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.send(request.repeat(50).as_bytes());
    assert!((0..50).all(|_| client.answer().status == 200));
    for byte in post(PATH, BODY).bytes() {
        client.send(&[byte]);
    }
    assert_eq!(client.answer().status, 200);
    client.send(b"GET /v1.0/users/u HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    let answer = client.answer();
    assert_eq!((answer.status, answer.header("connection")), (200, Some("close")));
    assert!(client.is_closed());
}

#[test]
fn an_old_client_is_served_and_closed() {
    let endpoint = endpoint();
    let mut client = endpoint.connect();
    client.send(b"GET /v1.0/users/u HTTP/1.0\r\n\r\n");
    assert_eq!(client.answer().status, 200);
    assert!(client.is_closed());
}

#[test]
fn head_has_no_body_and_options_says_what_is_allowed() {
    let endpoint = endpoint();
    let mut client = endpoint.connect();
    client.send(b"HEAD /v1.0/users/u HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let answer = client.answer_to("HEAD");
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-length").is_some_and(|length| length != "0"));
    client.send(b"OPTIONS /v1.0/users HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let answer = client.answer();
    assert_eq!(answer.status, 204);
    assert!(answer.header("allow").is_some_and(|allow| allow.contains("POST")));
    client.send(b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert_eq!(client.answer().status, 204);
}

#[test]
fn a_chunked_body_is_read() {
    let endpoint = endpoint();
    let mut client = endpoint.connect();
    let (first, rest) = BODY.split_at(20);
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    let chunks = format!("{:x}\r\n{first}\r\n{:X};x=y\r\n{rest}\r\n0\r\nA: b\r\n\r\n", first.len(), rest.len());
    client.send(head.as_bytes());
    client.send(chunks.as_bytes());
    assert_eq!(client.answer().status, 200);
    // The connection goes on after it.
    client.send(post(PATH, BODY).as_bytes());
    assert_eq!(client.answer().status, 200);
}

#[test]
fn compressed_bodies_are_read_and_other_codings_refused() {
    let endpoint = endpoint();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(BODY.as_bytes()).expect("memory can be written");
    let gzip = gzip.finish().expect("it is whole");
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(BODY.as_bytes()).expect("memory can be written");
    let zlib = zlib.finish().expect("it is whole");
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b' '; 20 * 1024 * 1024]).expect("memory can be written");
    let bomb = bomb.finish().expect("it is whole");
    for (body, coding, status) in [
        (gzip.as_slice(), "gzip", 200),
        (&zlib, "deflate", 200),
        (BODY.as_bytes(), "identity", 200),
        (BODY.as_bytes(), "br", 415),
        (&gzip, "gzip, gzip", 415),
        (BODY.as_bytes(), "gzip", 400),
        (&gzip[..gzip.len() / 2], "gzip", 400),
        (&bomb, "gzip", 413),
    ] {
        let mut client = endpoint.connect();
        let head = format!(
            "POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Encoding: {coding}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        client.send(head.as_bytes());
        client.send(body);
        let answer = client.answer();
        assert_eq!(answer.status, status, "{coding} {}", answer.text());
        // It has a body, though nobody can read it.
        assert!(!answer.text().contains("empty-body"), "{coding} {}", answer.text());
    }
}

#[test]
fn a_client_that_asks_first_gets_100_continue_or_a_refusal() {
    let endpoint = endpoint();
    let mut client = endpoint.connect();
    let head = |length: usize| {
        format!(
            "POST {PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    client.send(head(BODY.len()).as_bytes());
    assert_eq!(client.answer().status, 100);
    client.send(BODY.as_bytes());
    assert_eq!(client.answer().status, 200);
    client.send(head(1 << 30).as_bytes());
    assert_eq!(client.answer().status, 413);
    assert!(client.is_closed());
}

/// What two readers could take for two different requests is refused, and the connection closed, so that nothing after it is read.
#[test]
fn nothing_is_smuggled() {
    let endpoint = endpoint();
    let smuggled = "GET /v1.0/users/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for (headers, status) in [
        (format!("Content-Length: {}\r\nTransfer-Encoding: chunked\r\n", smuggled.len()), 400),
        (format!("Content-Length: 0\r\nContent-Length: {}\r\n", smuggled.len()), 400),
        ("Content-Length: 0, 5\r\n".to_owned(), 400),
        ("Transfer-Encoding: chunked, identity\r\n".to_owned(), 501),
        ("Transfer-Encoding:\u{b}chunked\r\n".to_owned(), 400),
        ("Transfer-Encoding : chunked\r\n".to_owned(), 400),
        ("X: a\n\r\n".to_owned(), 400),
        ("X: a\r\n b\r\n".to_owned(), 400),
        ("Host: other\r\n".to_owned(), 400),
    ] {
        let mut client = endpoint.connect();
        client.send(
            format!("POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n0\r\n\r\n{smuggled}").as_bytes(),
        );
        let answer = client.answer();
        assert_eq!((answer.status, answer.header("connection")), (status, Some("close")), "{headers:?}");
        assert!(client.is_closed(), "{headers:?}");
    }
    let requests = endpoint.get("/_requests").text();
    assert!(!requests.contains("smuggled"), "{requests}");
}

/// However a request is cut into parts, the answer is the same but for what is new with each request.
#[test]
fn parts_make_no_difference() {
    let texts = [
        post(PATH, BODY),
        format!("{}{}", post(PATH, "{\"parameters\" []}"), post(PATH, BODY)),
        "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n".to_owned(),
        format!("POST {PATH} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n"),
        "\r\n\r\nGET /v1.0/users HTTP/1.1\r\nHost: localhost\r\n\r\nnonsense\r\n".to_owned(),
    ];
    let statuses = |got: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(got).into_owned();
        text.split("HTTP/1.1 ").skip(1).map(|answer| answer.chars().take(3).collect()).collect()
    };
    let limits = Limits { head: 4096, ..Limits::default() };
    for text in &texts {
        let whole = statuses(&exchange(&config(), limits, [text.as_bytes()]));
        assert!(!whole.is_empty(), "{text}");
        for size in [1, 2, 7, 64] {
            assert_eq!(statuses(&exchange(&config(), limits, text.as_bytes().chunks(size))), whole, "{size} {text}");
        }
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let endpoint = Endpoint::start(Options {
        limits: Limits { head: 2048, body: 10_000, ..Limits::default() },
        ..Options::default()
    });
    for (request, status) in [
        (format!("GET /v1.0/{} HTTP/1.1\r\n", "a".repeat(3000)), 414),
        (format!("GET /v1.0 HTTP/1.1\r\nHost: localhost\r\nA: {}\r\n", "a".repeat(3000)), 431),
        ("POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10001\r\n\r\n".to_owned(), 413),
        ("POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n".to_owned(), 413),
        (
            "POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n40000000\r\n".to_owned(),
            413,
        ),
    ] {
        assert_eq!(endpoint.ask(&request).status, status, "{request:.60}");
    }
    assert_eq!(endpoint.post(PATH, BODY).status, 200);
}

/// The answer arrives although the client has not sent all that it wanted to.
#[test]
fn who_sends_too_much_still_gets_the_answer() {
    let endpoint =
        Endpoint::start(Options { limits: Limits { body: 1000, ..Limits::default() }, ..Options::default() });
    let mut client = endpoint.connect();
    client.send(b"POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000000\r\n\r\n");
    // More than the buffers of a loopback connection hold, unless somebody reads it.
    let part = vec![b' '; 64 * 1024];
    for _ in 0..200 {
        if client.stream.write_all(&part).is_err() {
            break;
        }
    }
    assert_eq!(client.answer().status, 413);
}

#[test]
fn silent_clients_keep_nobody_waiting() {
    let endpoint = endpoint();
    let mut silent: Vec<_> = (0..300).map(|_| endpoint.connect()).collect();
    for (at, client) in silent.iter_mut().enumerate() {
        match at % 3 {
            0 => {}
            1 => client.send(b"POST /v1.0/users HTTP/1.1\r\nHost: loc"),
            _ => client.send(b"POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"a\""),
        }
    }
    assert_eq!(endpoint.post(PATH, BODY).status, 200);
    // Nor one that asks and does not read.
    let mut deaf = endpoint.connect();
    let request = "GET /v1.0/users/u HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(500);
    deaf.send(request.as_bytes());
    assert_eq!(endpoint.post(PATH, BODY).status, 200);
    // When it reads at last, it gets all.
    assert!((0..500).all(|_| deaf.answer().status == 200));
}

#[test]
fn slow_clients_are_let_go() {
    let limits = Limits {
        head_time: Duration::from_millis(1),
        request_time: Duration::from_millis(1),
        idle_time: Duration::from_millis(1),
        ..Limits::default()
    };
    let endpoint = Endpoint::start(Options { limits, ..Options::default() });
    for request in [
        "POST /v1.0/users HTTP/1.1\r\nHost: loc",
        "POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{",
        "POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ] {
        let mut client = endpoint.connect();
        client.send(request.as_bytes());
        assert_eq!(client.answer().status, 408, "{request}");
        assert!(client.is_closed());
    }
    assert!(endpoint.connect().is_closed());
}

#[test]
fn a_client_that_ends_its_side_gets_its_answers() {
    let endpoint = endpoint();
    let mut client = endpoint.connect();
    client.send(post(PATH, BODY).repeat(3).as_bytes());
    client.end();
    assert!((0..3).all(|_| client.answer().status == 200));
    assert!(client.is_closed());
    // In the middle of a request there is nothing to answer.
    let mut client = endpoint.connect();
    client.send(b"POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{");
    client.end();
    assert!(client.is_closed());
}

#[test]
fn new_clients_come_in_when_there_are_too_many() {
    let endpoint =
        Endpoint::start(Options { limits: Limits { connections: 8, ..Limits::default() }, ..Options::default() });
    let silent: Vec<_> = (0..50).map(|_| endpoint.connect()).collect();
    for _ in 0..5 {
        assert_eq!(endpoint.post(PATH, BODY).status, 200);
    }
    drop(silent);
}

#[test]
fn large_bodies_that_come_in_together_keep_no_small_one_out() {
    let limits = Limits { bodies: 200_000, ..Limits::default() };
    let endpoint = Endpoint::start(Options { limits, ..Options::default() });
    let head = "POST /v1.0/users HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
    let mut first = endpoint.connect();
    first.send(head.as_bytes());
    first.send(&[b' '; 300_000]);
    assert_eq!(first.answer().status, 503);
    let mut second = endpoint.connect();
    second.send(head.as_bytes());
    second.send(&[b' '; 100_000]);
    assert_eq!(endpoint.post(PATH, BODY).status, 200);
    drop(second);
}

#[test]
fn pages_of_the_web_are_kept_out() {
    let endpoint = Endpoint::start(Options { allowed_hosts: vec!["graph.test".to_owned()], ..Options::default() });
    let ask = |host: &str, origin: &str, path: &str| {
        endpoint.ask(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{origin}\r\n"))
    };
    assert_eq!(ask("evil.example", "", "/_requests").status, 421);
    assert_eq!(ask("graph.test:80", "", "/v1.0/users").status, 200);
    assert_eq!(ask("graph.microsoft.com", "", "/v1.0/users").status, 200);
    assert_eq!(ask("localhost", "Origin: https://evil.example\r\n", "/v1.0/users").status, 403);
    assert_eq!(ask("localhost", "Origin: null\r\n", "/v1.0/users").status, 403);
    let local = ask("localhost", "Origin: http://localhost:5173\r\n", "/v1.0/users");
    assert_eq!(local.status, 200);
    assert_eq!(local.header("access-control-allow-origin"), Some("http://localhost:5173"));
    assert_eq!(ask("localhost", "Origin: http://localhost:5173\r\n", "/_requests").status, 403);
    assert_eq!(ask("localhost", "Origin: http://localhost\r\n", "/_requests").status, 200);
    // As a proxy is asked.
    let get = |target: &str, host: &str| endpoint.ask(&format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n")).status;
    assert_eq!(get("http://graph.microsoft.com/v1.0/users", "graph.microsoft.com"), 200);
    assert_eq!(get("http://evil.example/v1.0/users", "evil.example"), 421);
    assert_eq!(get("http://graph.microsoft.com/v1.0/users", "localhost"), 400);
    assert_eq!(
        endpoint.ask("CONNECT graph.microsoft.com:443 HTTP/1.1\r\nHost: graph.microsoft.com\r\n\r\n").status,
        501
    );
}

#[test]
fn a_page_of_this_machine_may_ask_before_it_sends() {
    let endpoint = endpoint();
    let answer = endpoint.ask(
        "OPTIONS /v1.0/users HTTP/1.1\r\nHost: localhost\r\nOrigin: http://127.0.0.1:3000\r\nAccess-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: authorization,sdkversion\r\n\r\n",
    );
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("access-control-allow-headers"), Some("authorization,sdkversion"));
}
