//! Batches: `POST /v1.0/$batch`, whose steps are requests of their own.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::call::{Answered, Incoming};
use super::refusals::Refusal;

/// So many steps the service takes.
const MOST: usize = 20;

/// A step of a batch.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) id: String,
    pub(super) method: String,
    /// Path and query, with the version of the batch.
    pub(super) target: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// The ids of the steps that have to succeed before.
    after: Vec<String>,
}

/// Takes a batch apart. `version` is the first segment of its path.
///
/// # Errors
/// Why the service does not take it as a whole.
pub(super) fn steps(body: &[u8], version: &str) -> Result<Vec<Step>, Refusal> {
    let made_up =
        |message: &str| Refusal { status: 400, code: "BadRequest", message: message.to_owned(), is_known: false };
    let batch: Value = serde_json::from_slice(body).map_err(|_| super::refusals::unreadable())?;
    let Some(requests) = batch.get("requests").and_then(Value::as_array) else {
        return Err(made_up("A batch has the requests in 'requests'."));
    };
    if requests.is_empty() || requests.len() > MOST {
        return Err(made_up("A batch has between 1 and 20 requests."));
    }
    let mut steps: Vec<Step> = Vec::new();
    for request in requests {
        let step =
            step(request, version).ok_or_else(|| made_up("Each request of a batch has 'id', 'method' and 'url'."))?;
        if steps.iter().any(|known| known.id == step.id) {
            return Err(made_up("Each request of a batch has an 'id' of its own."));
        }
        let writes = ["POST", "PUT", "PATCH"].contains(&step.method.as_str());
        let is_typed = step.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
        if writes && !is_typed && request.get("body").is_none() {
            let message =
                format!("Write request with id '{}' does not contain a Content-Type header or body.", step.id);
            return Err(Refusal { status: 400, code: "BadRequest", message, is_known: true });
        }
        steps.push(step);
    }
    let known: Vec<&String> = steps.iter().map(|step| &step.id).collect();
    if steps.iter().flat_map(|step| &step.after).any(|id| !known.contains(&id)) {
        return Err(made_up("A request of a batch depends on one that is not there."));
    }
    Ok(steps)
}

fn step(request: &Value, version: &str) -> Option<Step> {
    let word = |name: &str| {
        let word = request.get(name)?.as_str()?;
        let is_plain = !word.is_empty() && !word.contains(|character: char| character.is_control() || character == ' ');
        is_plain.then_some(word)
    };
    let url = word("url")?;
    let headers = request.get("headers").and_then(Value::as_object).into_iter().flatten();
    let headers = headers.filter_map(|(name, value)| {
        let is_plain = |word: &str| !word.contains(char::is_control);
        let value = value.as_str().filter(|value| is_plain(value))?;
        is_plain(name).then(|| (name.clone(), value.to_owned()))
    });
    let body = match request.get("body") {
        None | Some(Value::Null) => Vec::new(),
        // What is not JSON is there in Base64.
        Some(Value::String(text)) => STANDARD.decode(text).unwrap_or_else(|_| text.clone().into_bytes()),
        Some(body) => body.to_string().into_bytes(),
    };
    let after = request.get("dependsOn").and_then(Value::as_array).into_iter().flatten();
    Some(Step {
        id: word("id")?.to_owned(),
        method: word("method")?.to_owned(),
        target: format!("/{version}/{}", url.trim_start_matches('/')),
        headers: headers.collect(),
        body,
        after: after.filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}

/// Answers the steps, each after those that it depends on, and gives the body of the answer. `answer` answers one, and
/// says whether that went well.
pub(super) fn run(steps: &[Step], mut answer: impl FnMut(&Step) -> Option<Answer>) -> Value {
    let mut done: Vec<Option<Answer>> = steps.iter().map(|_| None).collect();
    // Each round answers at least one step, or ends.
    for _ in 0..steps.len() {
        for (at, step) in steps.iter().enumerate() {
            if done.get(at).is_none_or(Option::is_some) {
                continue;
            }
            let state = |id: &String| {
                let before = steps.iter().position(|step| step.id == *id)?;
                done.get(before)?.as_ref().map(|answer| answer.status < 400)
            };
            let before: Vec<Option<bool>> = step.after.iter().map(state).collect();
            let answered = if before.contains(&Some(false)) {
                Some(Answer::failed_dependency())
            } else if before.contains(&None) {
                None
            } else {
                answer(step)
            };
            if let Some(slot) = done.get_mut(at) {
                *slot = answered;
            }
        }
    }
    let responses = steps.iter().zip(done).map(|(step, answer)| {
        // Steps that wait for each other never have their turn.
        let answer = answer.unwrap_or_else(Answer::failed_dependency);
        let mut response = json!({ "id": step.id, "status": answer.status, "headers": answer.headers });
        if let Some(body) = answer.body {
            response["body"] = body;
        }
        response
    });
    json!({ "responses": responses.collect::<Vec<_>>() })
}

/// What a step was answered.
pub(super) struct Answer {
    status: u16,
    headers: Map<String, Value>,
    body: Option<Value>,
}

impl Answer {
    fn failed_dependency() -> Self {
        let error =
            json!({ "error": { "code": "FailedDependency", "message": "A request that this one depends on failed." } });
        Self { status: 424, headers: Map::new(), body: Some(error) }
    }

    /// The answer of a request as that of a step.
    pub(super) fn of(answered: &Answered) -> Self {
        let response = &answered.response;
        let headers = response.headers.iter().map(|(name, value)| ((*name).to_owned(), Value::from(value.as_str())));
        let is_json = response.value("Content-Type").is_some_and(|value| value.starts_with("application/json"));
        let body = match serde_json::from_slice(&response.body) {
            _ if response.body.is_empty() => None,
            Ok(body) if is_json => Some(body),
            _ => Some(Value::from(STANDARD.encode(&response.body))),
        };
        Self { status: response.status, headers: headers.collect(), body }
    }
}

impl Step {
    /// The step as a request.
    pub(super) fn incoming<'s>(&'s self, batch: &Incoming<'_>, id: &'s str) -> Incoming<'s> {
        Incoming {
            method: &self.method,
            target: &self.target,
            headers: &self.headers,
            body: &self.body,
            fault: None,
            now: batch.now,
            id,
        }
    }
}
