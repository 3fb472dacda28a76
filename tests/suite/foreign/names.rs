//! Names, hosts and values of other services, chosen at dice.

use crate::support::dice::Dice;

impl Dice {
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
        let parts = self.some(3, |dice| match dice.below(3) {
            0 => dice.word().to_owned(),
            1 => format!("{}", dice.below(10_000)),
            _ => dice.name(),
        });
        format!("/{}", parts.join("/"))
    }

    /// JSON of any form.
    pub(super) fn json(&mut self, depth: usize) -> serde_json::Value {
        use serde_json::{Map, Value, json};
        match self.below(if depth == 0 { 5 } else { 8 }) {
            0 => json!(self.name()),
            1 => json!(self.below(100_000)),
            2 => json!(self.once_in(2)),
            3 => json!(self.guid()),
            4 => Value::Null,
            5 => Value::Array(self.some(3, |dice| dice.json(depth - 1))),
            _ => {
                let members = self.some(4, |dice| (dice.word().to_owned(), dice.json(depth - 1)));
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
