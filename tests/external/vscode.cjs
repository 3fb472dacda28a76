// The extension in VS Code, in a browser. Usage: node vscode.cjs ENTRY-OF-CODE-SERVER EXTENSION.vsix FOLDER, with CHROMIUM
"use strict";
const assert = require("node:assert/strict");
const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { chromium } = require("playwright-core");
const { BODY } = require("./endpoint.cjs");

const [entry, extension, folder] = process.argv.slice(2);
const WRONG = `${JSON.stringify(BODY, null, 2).replace('"parameters":', '"parameters"')}\n`;
const REQUEST = `### A group
POST https://graph.microsoft.com/v1.0/groups
Authorization: Bearer {{token}}
Content-Type: application/json

{
  "displayName": "Sales",
  "mailEnabled": "false",
  "mailNickname": "sales",
  "securityEnabled": true
}
`;

/** Begins code-server on a free port over `workspace`, and calls `use` with its address. */
const withServer = async (data, workspace, use) => {
  const own = ["--user-data-dir", data, "--extensions-dir", path.join(data, "extensions"), "--config", path.join(data, "config.yaml")];
  fs.writeFileSync(path.join(data, "config.yaml"), "auth: none\n");
  execFileSync("node", [entry, ...own, "--install-extension", extension], { stdio: ["ignore", "ignore", "inherit"] });
  const off = ["--disable-telemetry", "--disable-update-check", "--disable-workspace-trust", "--disable-getting-started-override"];
  const server = spawn("node", [entry, ...own, ...off, "--auth", "none", "--bind-addr", "127.0.0.1:0", workspace], {
    stdio: ["ignore", "pipe", "inherit"], detached: true,
    // Nothing but what came with the extension may be found.
    env: { ...process.env, PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin` },
  });
  try {
    const address = await new Promise((resolve, reject) => {
      let text = "";
      server.stdout.on("data", (part) => {
        text += part;
        const found = text.match(/listening on (http:\/\/[\d.:]+)/i);
        if (found) resolve(found[1]);
      });
      server.on("exit", () => reject(new Error(`code-server did not start: ${text}`)));
    });
    await use(`${address}/?folder=${encodeURIComponent(workspace)}`);
  } finally {
    process.kill(-server.pid);
  }
};

/** Runs a command by its title. */
const command = async (page, title) => {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await page.keyboard.press("Enter");
};
const open = async (page, name) => {
  await page.keyboard.press("Control+p");
  await page.locator(".quick-input-widget input").first().fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: name }).waitFor();
};
const goTo = async (page, place) => {
  await page.keyboard.press("Control+g");
  await page.locator(".quick-input-widget input").first().fill(`:${place}`);
  await page.keyboard.press("Enter");
};
/** Until a file holds what it should. */
const until = async (what, holds) => {
  for (let count = 0; count < 150; count += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(what);
};

const main = async () => {
  const data = fs.mkdtempSync(path.join(folder, "data-"));
  const made = fs.mkdtempSync(path.join(folder, "folder-"));
  const workspace = path.join(made, "requests");
  fs.mkdirSync(workspace);
  const file = (name) => path.join(workspace, name);
  const text = (name) => fs.readFileSync(file(name), "utf8");
  const picture = (page, name) => page.screenshot({ path: path.join(folder, "pictures", `${name}.png`) });
  fs.mkdirSync(path.join(data, "User"), { recursive: true });
  fs.writeFileSync(path.join(data, "User", "settings.json"), JSON.stringify({
    "workbench.startupEditor": "none",
    "workbench.colorTheme": "Default Light Modern",
    "editor.codeActionsOnSave": { "source.fixAll.msgraphLint": "explicit" },
    "editor.minimap.enabled": false,
    "chat.disableAIFeatures": true,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "extensions.ignoreRecommendations": true,
    "git.enabled": false,
  }));
  fs.writeFileSync(file("request.json"), WRONG);
  fs.writeFileSync(file("group.http"), REQUEST);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  try {
    await withServer(data, workspace, async (address) => {
      const page = await (await browser.newContext({ viewport: { width: 1000, height: 620 } })).newPage();
      page.setDefaultTimeout(120_000);
      await page.goto(address);
      await page.locator(".monaco-workbench").waitFor();
      await page.locator(".explorer-folders-view").getByText("request.json").waitFor();
      try {
        await run(page, { text, picture });
      } catch (error) {
        await picture(page, "failed");
        throw error;
      }
    });
  } finally {
    await browser.close();
    for (const it of [data, made]) fs.rmSync(it, { recursive: true, force: true });
  }
};

const run = async (page, { text, picture }) => {
  await open(page, "request.json");
  await page.locator(".squiggly-error").first().waitFor();
  console.log("squiggle: ok");

  await command(page, "Problems: Focus on Problems View");
  const problems = page.locator(".markers-panel");
  await problems.getByText("missing-colon").first().waitFor();
  assert.match(await problems.innerText(), /has no `:` after it/);
  await picture(page, "problems");
  console.log("Problems: ok");

  await command(page, "View: Focus Active Editor Group");
  await goTo(page, "2:15");
  await page.locator(".codicon-light-bulb, .codicon-lightbulb, [class*=lightbulb]").first().waitFor();
  await page.keyboard.press("Control+.");
  const actions = page.locator(".action-widget");
  await actions.getByText(/insert `:`/i).first().waitFor();
  await picture(page, "quick-fix");
  await actions.getByText(/insert `:`/i).first().click();
  await page.locator(".squiggly-error").first().waitFor({ state: "detached" });
  assert.match(await page.locator(".view-lines").innerText(), /"parameters":/);
  console.log("quick fix: ok");

  // Back to the mistake, which saving takes away again.
  await page.keyboard.press("Control+z");
  await page.locator(".squiggly-error").first().waitFor();
  await page.keyboard.press("Control+s");
  await until("saving fixes", () => text("request.json").includes('"parameters":'));
  console.log("fix on saving: ok");

  await open(page, "group.http");
  await page.locator(".squiggly-error").first().waitFor();
  const box = await page.locator(".squiggly-error").first().boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const hover = page.locator(".monaco-hover").first();
  await hover.getByText("wrong-type").first().waitFor();
  await page.waitForTimeout(500);
  await picture(page, "hover");
  assert.match(await hover.innerText(), /mailEnabled/);
  console.log("hover: ok");

  await page.keyboard.press("Escape");
  await goTo(page, "10:26");
  await page.keyboard.type(',\n"de');
  await page.keyboard.press("Control+Space");
  const suggestions = page.locator(".suggest-widget");
  await suggestions.getByText("description", { exact: true }).first().waitFor();
  await page.waitForTimeout(500);
  await picture(page, "completion");
  await page.keyboard.press("Escape");
  console.log("completion: ok");
};

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
