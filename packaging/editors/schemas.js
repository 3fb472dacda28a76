// The schema as VS Code uses it: by the settings of docs/editors.md, in its own JSON support.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { getLanguageService, TextDocument } = require("vscode-json-languageservice");
const { parse } = require("jsonc-parser");

const [root] = process.argv.slice(2);
const read = (path) => readFileSync(`${root}/${path}`, "utf8");

/** The block of `docs/editors.md` that is headed by a line with these words. */
function block(words) {
  const found = read("docs/editors.md").split("\n```").map((part) => part.split("\n"));
  const lines = found.find(([first, second]) => first.startsWith("json") && second?.includes(words));
  assert(lines, `docs/editors.md has no block about ${words}`);
  const errors = [];
  const value = parse(lines.slice(1).join("\n"), errors, { allowTrailingComma: true });
  assert.deepEqual(errors, [], `the block about ${words} is JSON with comments`);
  return value;
}

// The editor turns `url` into an address in the folder and `fileMatch` into `schemas`; we ask for the file there.
const settings = block("settings.json")["json.schemas"];
const service = getLanguageService({
  workspaceContext: { resolveRelativePath: (path, base) => new URL(path, base).href },
  // The operation's schema is what `msgraph-lint schema` prints; it lies with the operation.
  schemaRequestService: async (uri) =>
    read(uri.endsWith(".body.json") ? "src/operations/provision_on_demand/schemas/body.json" : `schemas/${uri.split("/").pop()}`),
});
service.configure({
  validate: true,
  schemas: settings.map(({ fileMatch, url }) => ({ fileMatch, uri: new URL(url, "file:///project/").href })),
});

async function opened(name, text) {
  const document = TextDocument.create(`file:///project/${name}`, "json", 1, text);
  const parsed = service.parseJSONDocument(document);
  return { document, parsed, problems: await service.doValidation(document, parsed) };
}

const good = read("fixtures/documented/user_to_application.json");
assert.deepEqual((await opened("provisioning/good.json", good)).problems, []);

// The wrong name of 2020, without the syntax error before it.
const bad = good.replace('"objectTypeName"', '"objectType"');
assert.notEqual(bad, good);
const { problems } = await opened("provisioning/bad.json", bad);
const lines = bad.split("\n");
const at = lines.findIndex((line) => line.includes('"objectType"'));
assert(problems.some((problem) => problem.range.start.line === at && problem.message.includes("objectType")), "the wrong name is marked");
assert(problems.some((problem) => problem.message.includes("objectTypeName")), "the missing name is reported");
// Other files are left alone.
assert.deepEqual((await opened("package.json", bad)).problems, []);

async function completions(text) {
  const { document, parsed } = await opened("provisioning/new.json", text.replace("|", ""));
  const list = await service.doComplete(document, document.positionAt(text.indexOf("|")), parsed);
  return list.items.map((item) => item.label);
}
assert((await completions("{|}")).includes("parameters"));
const names = await completions('{"parameters": [{"ruleId": "x", "subjects": [{|}]}]}');
assert(names.includes("objectId") && names.includes("objectTypeName"), `completed were ${names}`);
assert(!names.includes("objectType"));

const hovered = await opened("provisioning/good.json", good);
const hover = await service.doHover(hovered.document, hovered.document.positionAt(good.indexOf('"ruleId"') + 2), hovered.parsed);
assert(JSON.stringify(hover.contents).includes("synchronization rule"), "the hover explains what a rule id is");

// The problem matcher, over a real report. VS Code matches line by line and reads severities by their names.
const pattern = block("tasks.json").tasks[0].problemMatcher.pattern;
const expression = new RegExp(pattern.regexp);
const report = readFileSync(0, "utf8").trimEnd().split("\n");
const matched = report.map((line) => expression.exec(line)).filter(Boolean);
const closing = /^\d+ errors?\b/;
assert.equal(matched.length, report.filter((line) => !closing.test(line)).length, "every finding is matched, and nothing else");
for (const match of matched) {
  assert(["error", "warning", "info"].includes(match[pattern.severity]));
  assert(Number(match[pattern.line]) > 0 && Number(match[pattern.column]) > 0);
  assert.match(match[pattern.code], /^[a-z0-9-]+$/);
  assert(match[pattern.message].length > 10);
}
const first = matched.find((match) => match[pattern.file] === "fixtures/requests/published-2020.json");
assert.deepEqual([first[pattern.line], first[pattern.column], first[pattern.code]], ["2", "17", "missing-colon"]);
console.log(`the editor is well: ${problems.length} problems marked, ${names.length} names completed, ${matched.length} lines matched`);
