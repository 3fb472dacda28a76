// Where the program is looked for, and in which order.

const assert = require("node:assert");
const { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { delimiter, join } = require("node:path");
const { test } = require("node:test");
const { buildSync } = require("esbuild");

const room = mkdtempSync(join(tmpdir(), "msgraph-lint-"));
process.on("exit", () => rmSync(room, { recursive: true }));
buildSync({ entryPoints: [join(__dirname, "..", "src", "program.ts")], outfile: join(room, "program.js"), format: "cjs" });
const { find } = require(join(room, "program.js"));

function program(...parts) {
    const path = join(room, ...parts);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, "");
    chmodSync(path, 0o755);
    return path;
}

test("the one that came along goes before the setting, and that before PATH", () => {
    const places = {
        extension: join(room, "extension"),
        setting: join("own", "msgraph-lint"),
        folder: join(room, "folder"),
        platform: "linux",
        arch: "x64",
        path: [join(room, "empty"), join(room, "path")].join(delimiter),
    };
    assert.strictEqual(find(places).program, undefined);
    const tried = find(places).tried.map(({ path }) => path);
    assert.deepStrictEqual(tried, [
        join(room, "extension", "bin", "linux-x64", "msgraph-lint"),
        join(room, "extension", "bin", "msgraph-lint"),
        join(room, "folder", "own", "msgraph-lint"),
        join(room, "empty", "msgraph-lint"),
        join(room, "path", "msgraph-lint"),
    ]);
    const onPath = program("path", "msgraph-lint");
    assert.strictEqual(find(places).program, onPath);
    const named = program("folder", "own", "msgraph-lint");
    assert.strictEqual(find(places).program, named);
    const bundled = program("extension", "bin", "linux-x64", "msgraph-lint");
    assert.strictEqual(find(places).program, bundled);
    assert.ok(find({ ...places, arch: "mips" }).tried.every(({ path }) => !path.includes("extension")));
    mkdirSync(join(room, "folder", "msgraph-lint"), { recursive: true });
    assert.strictEqual(find({ ...places, setting: ".", path: "", arch: "mips" }).program, undefined, "a folder is none");
});
