//! The types of the Language Server Protocol. They come from two young crates that no other module names.

pub use lsp_server::Message;

pub(super) use gen_lsp_types::{
    ApplyWorkspaceEditParams, Code, CodeAction, CodeActionKind, CodeActionParams, CodeDescription, Command, CreateFile,
    CreateFileOptions, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DidChangeTextDocumentParams, DocumentChange, Edit, ExecuteCommandParams, Location, Message as DiagnosticMessage,
    OptionalVersionedTextDocumentIdentifier, Position, PublishDiagnosticsParams, Range, TextDocumentContentChangeEvent,
    TextDocumentEdit, TextDocumentIdentifier, TextDocumentItem, TextEdit, Uri, WorkspaceEdit,
};
pub(super) use lsp_server::{ErrorCode, Notification, Request, RequestId, Response, ResponseError};
