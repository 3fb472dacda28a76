//! Choices that come out the same in every run.

/// A generator of numbers (xorshift).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits fit") % end
    }

    pub(super) fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    pub(super) fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }

    /// Between one and `most` of what `make` makes.
    pub(super) fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..=self.below(most)).map(|_| make(self)).collect()
    }

    /// The name of something.
    pub(super) fn name(&mut self) -> String {
        let first = self.one(&["north", "billing", "orders", "user", "report", "edge", "media", "core", "job", "rule"]);
        let second = self.one(&["service", "api", "store", "sync", "portal", "worker", "gateway", "subject", "group"]);
        format!("{first}-{second}-{}", self.below(900))
    }

    pub(super) fn word(&mut self) -> &'static str {
        self.one(&[
            "parameters",
            "subjects",
            "ruleId",
            "objectId",
            "links",
            "members",
            "name",
            "type",
            "value",
            "items",
            "status",
            "enabled",
            "requests",
            "id",
            "url",
            "method",
            "body",
            "headers",
            "region",
            "owner",
            "count",
            "labels",
        ])
    }

    pub(super) fn version(&mut self) -> String {
        format!("{}.{}.{}", self.below(9), self.below(30), self.below(12))
    }

    pub(super) fn hex(&mut self, digits: usize) -> String {
        (0..digits)
            .map(|_| char::from_digit(u32::try_from(self.below(16)).expect("it is small"), 16).unwrap_or('0'))
            .collect()
    }

    pub(super) fn guid(&mut self) -> String {
        let parts = [8, 4, 4, 4, 12].map(|digits| self.hex(digits));
        parts.join("-")
    }

    /// A host that is not Microsoft Graph's.
    pub(super) fn host(&mut self) -> String {
        let host = self.one(&[
            "api.example.com",
            "api.github.com",
            "management.azure.com",
            "login.microsoftonline.com",
            "hooks.slack.com",
            "petstore.swagger.io",
            "localhost:8080",
            "api.stripe.com",
            "eu.example.org",
            "vault.azure.net",
        ]);
        host.to_owned()
    }

    pub(super) fn path(&mut self) -> String {
        let parts = self.some(3, |random| match random.below(3) {
            0 => random.word().to_owned(),
            1 => format!("{}", random.below(10_000)),
            _ => random.name(),
        });
        format!("/{}", parts.join("/"))
    }

    /// JSON of any form.
    pub(super) fn json(&mut self, depth: usize) -> serde_json::Value {
        use serde_json::{Map, Value, json};
        match self.below(if depth == 0 { 5 } else { 8 }) {
            0 => json!(self.name()),
            1 => json!(self.below(100_000)),
            2 => json!(self.coin()),
            3 => json!(self.guid()),
            4 => Value::Null,
            5 => Value::Array(self.some(3, |random| random.json(depth - 1))),
            _ => {
                let members = self.some(4, |random| (random.word().to_owned(), random.json(depth - 1)));
                Value::Object(members.into_iter().collect::<Map<_, _>>())
            }
        }
    }

    /// A value as a text, in one line or many.
    pub(super) fn layout(&mut self, value: &serde_json::Value) -> String {
        match self.below(3) {
            0 => value.to_string(),
            1 => format!("{value:#}"),
            _ => format!("{value:#}\n").replace("  ", "\t"),
        }
    }
}
