// Starts the language server, and stops it. What is found, fixed and explained comes from there.

import * as vscode from "vscode";
import { LanguageClient, State, TransportKind, type LanguageClientOptions } from "vscode-languageclient/node";

import { find } from "./program";

const LANGUAGES = [
    "json", "jsonc", "jsonl", "http", "rest", "markdown", "powershell", "shellscript", "python", "javascript", "javascriptreact",
    "typescript", "typescriptreact", "yaml", "github-actions-workflow",
];

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
    const output = vscode.window.createOutputChannel("msgraph-lint", { log: true });
    const status = vscode.languages.createLanguageStatusItem("msgraph-lint", LANGUAGES);
    status.name = "msgraph-lint";
    status.command = { command: "msgraph-lint.showOutput", title: "Show output" };
    context.subscriptions.push(output, status);

    const command = (name: string, action: () => unknown) =>
        context.subscriptions.push(vscode.commands.registerCommand(`msgraph-lint.${name}`, action));
    command("showOutput", () => output.show());
    command("restart", async () => {
        await stop();
        await start(context, output, status);
    });
    command("fixWorkspace", async () => {
        if (client?.state !== State.Running) {
            await vscode.window.showWarningMessage("msgraph-lint does not run.");
            return;
        }
        const params = { command: "msgraph-lint.fixAllInWorkspace", arguments: [] };
        const result = await client.sendRequest<{ files: number }>("workspace/executeCommand", params);
        if (result.files === 0) {
            await vscode.window.showInformationMessage("msgraph-lint: nothing that is safe to fix.");
        }
    });
    context.subscriptions.push(
        vscode.workspace.onDidChangeConfiguration(async (event) => {
            if (event.affectsConfiguration("msgraph-lint.path")) {
                await vscode.commands.executeCommand("msgraph-lint.restart");
            }
        }),
    );
    await start(context, output, status);
}

export async function deactivate(): Promise<void> {
    await stop();
}

async function stop(): Promise<void> {
    const old = client;
    client = undefined;
    await old?.dispose();
}

async function start(
    context: vscode.ExtensionContext,
    output: vscode.LogOutputChannel,
    status: vscode.LanguageStatusItem,
): Promise<void> {
    const { program, tried } = find({
        extension: context.extensionPath,
        setting: vscode.workspace.getConfiguration("msgraph-lint").get("path", ""),
        folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
        platform: process.platform,
        arch: process.arch,
        path: process.env["PATH"] ?? "",
    });
    if (program === undefined) {
        status.text = "msgraph-lint: not found";
        status.severity = vscode.LanguageStatusSeverity.Error;
        for (const { path, why } of tried) {
            output.error(`not there: ${path} (${why})`);
        }
        const answer = await vscode.window.showErrorMessage(
            `The program msgraph-lint was not found. Install it, or name it in the setting msgraph-lint.path. ${tried.length} paths were tried.`,
            "Show paths",
            "Open setting",
        );
        if (answer === "Show paths") {
            output.show();
        } else if (answer === "Open setting") {
            await vscode.commands.executeCommand("workbench.action.openSettings", "msgraph-lint.path");
        }
        return;
    }
    output.info(`runs ${program}`);
    const options: LanguageClientOptions = {
        documentSelector: [
            ...LANGUAGES.map((language) => ({ language })),
            { scheme: "file", pattern: "**/{msgraph-lint,.msgraph-lint}.toml" },
        ],
        outputChannel: output,
        initializationOptions: vscode.workspace.getConfiguration("msgraph-lint"),
    };
    const server = { command: program, args: ["lsp"], transport: TransportKind.stdio };
    client = new LanguageClient("msgraph-lint", "msgraph-lint", server, options);
    client.onDidChangeState(({ newState }) => {
        const runs = newState === State.Running;
        status.text = runs ? "msgraph-lint" : newState === State.Starting ? "msgraph-lint: starts" : "msgraph-lint: stopped";
        status.severity = runs ? vscode.LanguageStatusSeverity.Information : vscode.LanguageStatusSeverity.Warning;
        status.detail = program;
    });
    await client.start();
}
