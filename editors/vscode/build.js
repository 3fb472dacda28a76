// Makes dist/extension.js, and puts the schemas of the project beside it.

const { buildSync } = require("esbuild");
const { copyFileSync, mkdirSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..", "..");
buildSync({
    entryPoints: [join(__dirname, "src", "extension.ts")],
    outfile: join(__dirname, "dist", "extension.js"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    minify: true,
});
const schemas = join(__dirname, "schemas");
mkdirSync(schemas, { recursive: true });
for (const name of ["msgraph-lint-report.v1.schema.json", "msgraph-lint-baseline.v1.schema.json"]) {
    copyFileSync(join(root, "schemas", name), join(schemas, name));
}
copyFileSync(
    join(root, "src", "operations", "provision_on_demand", "schemas", "body.json"),
    join(schemas, "synchronizationjob_provisionondemand.body.json"),
);
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    copyFileSync(join(root, name), join(__dirname, "dist", name));
}
