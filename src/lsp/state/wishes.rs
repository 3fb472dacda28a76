//! What the client says of folders and of the wishes of its user.

use serde_json::{Value, json};

use super::super::client::Settings;
use super::super::folders::Folder;
use super::super::protocol::{RequestId, Response};
use super::super::uri;
use super::{Asked, State};

impl State {
    pub(in super::super) fn ask_settings(&mut self) {
        if !self.client.has_settings {
            return;
        }
        let roots: Vec<_> = self.folders.iter().map(|folder| folder.root.clone()).collect();
        let last = roots.len().saturating_sub(1);
        let item = |(at, root): (usize, &std::path::PathBuf)| match at == last {
            true => json!({ "section": "msgraph-lint" }),
            false => json!({ "section": "msgraph-lint", "scopeUri": uri::of_path(root) }),
        };
        let items: Vec<Value> = roots.iter().enumerate().map(item).collect();
        self.ask("workspace/configuration", json!({ "items": items }), Asked::Settings(roots));
    }

    pub(in super::super) fn response(&mut self, response: Response) {
        let Some(id) = (1..=self.last_asked).rev().find(|&id| RequestId::from(id) == response.id) else { return };
        match (self.asked.remove(&id), response.response_result) {
            (Some(Asked::Settings(roots)), Ok(Value::Array(values))) => {
                for (root, value) in roots.iter().zip(&values).filter(|(_, value)| value.is_object()) {
                    if let Some(at) = self.folders.iter().position(|folder| folder.root == *root) {
                        self.set_settings(at, Settings::of(value));
                    }
                }
            }
            (Some(Asked::Other(what)), Err(problem)) => self.log(&format!("{what}: {}", problem.message)),
            _ => {}
        }
    }

    /// The client says what its user wants, or that it is to be asked.
    pub(in super::super) fn settings_changed(&mut self, params: &Value) {
        if self.client.has_settings {
            return self.ask_settings();
        }
        let own = params.pointer("/settings/msgraph-lint").filter(|own| own.is_object());
        if let Some(settings) = own.map(Settings::of) {
            self.settings = settings.clone();
            (0..self.folders.len()).for_each(|at| self.set_settings(at, settings.clone()));
        }
    }

    fn set_settings(&mut self, at: usize, settings: Settings) {
        let files = self.files();
        if let Some(folder) = self.folders.get_mut(at).filter(|folder| folder.settings != settings) {
            *folder = Folder::new(files, folder.root.clone(), settings);
            self.refresh_all();
        }
    }

    pub(in super::super) fn folders_changed(&mut self, params: &Value) {
        let uris = |name: &str| -> Vec<String> {
            let list = params.pointer(&format!("/event/{name}")).and_then(Value::as_array).into_iter().flatten();
            list.filter_map(|folder| Some(folder.get("uri")?.as_str()?.to_owned())).collect()
        };
        let elsewhere = self.folders.pop();
        for path in uris("removed").iter().filter_map(|uri| uri::path(uri)) {
            self.folders.retain(|folder| folder.root != path);
        }
        self.add_folders(&uris("added"));
        self.folders.extend(elsewhere);
        self.refresh_all();
        self.ask_settings();
    }

    pub(in super::super) fn add_folders(&mut self, uris: &[String]) {
        for root in uris.iter().filter_map(|uri| uri::path(uri)) {
            if !self.folders.iter().any(|folder| folder.root == root) {
                self.folders.push(Folder::new(self.files(), root, self.settings.clone()));
            }
        }
    }
}
