"""The language server, as VS Code, Neovim and Emacs say of themselves that they use it. Run by tests/external/lsp."""

import asyncio
import os

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

PROGRAM = os.path.abspath(os.environ["MSGRAPH_LINT"])
BODY = '{ "Ü😀": 1, "parameters" [ { "ruleId": "x", "subjects": [] } ] }'
URI = "file:///nowhere/request.json"
PAGE = "###\nPOST https://graph.microsoft.com/v1.0/groups\nContent-Type: application/json\n\n{ \"displayName\": \"x\", \"\" }\n"


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[PROGRAM, "lsp"]),
    params=["visual-studio-code", "neovim@v0.11.0", "neovim@v0.7.0", "emacs"],
)
async def client(request, lsp_client: LanguageClient):
    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def _(params: types.RegistrationParams):
        assert all(it.method == "workspace/didChangeWatchedFiles" for it in params.registrations)

    params = types.InitializeParams(
        capabilities=client_capabilities(request.param),
        process_id=os.getpid(),
        root_uri="file:///nowhere",
        workspace_folders=[types.WorkspaceFolder(uri="file:///nowhere", name="nowhere")],
    )
    result = await lsp_client.initialize_session(params)
    lsp_client.encoding = result.capabilities.position_encoding
    yield
    await lsp_client.shutdown_session()


def open_document(client, uri, language, text):
    item = types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))


def column(client, text):
    return len(text.encode()) if client.encoding == "utf-8" else len(text.encode("utf-16-le")) // 2


async def diagnostics(client, uri, version):
    """Those of this version; earlier ones may come first."""
    for _ in range(200):
        await asyncio.sleep(0.05)
        if uri in client.diagnostics:
            return client.diagnostics[uri]
    pytest.fail(f"no diagnostics of {uri}")


@pytest.mark.asyncio
async def test_a_mistake_is_found_and_fixed(client: LanguageClient):
    open_document(client, URI, "json", BODY)
    found = await diagnostics(client, URI, 1)
    colon = next(it for it in found if it.code == "missing-colon")
    assert colon.severity == types.DiagnosticSeverity.Error and colon.source == "msgraph-lint"
    assert colon.range.start.character == column(client, '{ "Ü😀": 1, "parameters"')

    identifier = types.TextDocumentIdentifier(uri=URI)
    context = types.CodeActionContext(diagnostics=[colon])
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(text_document=identifier, range=colon.range, context=context)
    )
    fix = next(it for it in actions if it.is_preferred)
    changes = fix.edit.changes or {it.text_document.uri: it.edits for it in fix.edit.document_changes}
    (edit,) = changes[URI]
    assert (edit.new_text, edit.range.start) == (":", colon.range.start)

    client.diagnostics.clear()
    document = types.VersionedTextDocumentIdentifier(uri=URI, version=2)
    change = types.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text)
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(text_document=document, content_changes=[change])
    )
    found = await diagnostics(client, URI, 2)
    assert not any(it.code == "missing-colon" for it in found)


@pytest.mark.asyncio
async def test_places_are_explained_and_completed(client: LanguageClient):
    uri = "file:///nowhere/a.http"
    open_document(client, uri, "http", PAGE)
    identifier = types.TextDocumentIdentifier(uri=uri)
    position = types.Position(line=4, character=column(client, '{ "displayName": "x", "'))
    found = await client.text_document_completion_async(
        types.CompletionParams(text_document=identifier, position=position)
    )
    items = found if isinstance(found, list) else found.items
    labels = [it.label for it in items]
    assert "mailNickname" in labels and "displayName" not in labels
    hover = await client.text_document_hover_async(
        types.HoverParams(text_document=identifier, position=types.Position(line=4, character=5))
    )
    assert "displayName" in hover.contents.value
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=identifier))
    assert [it.name for it in symbols] == ["POST /groups"]
