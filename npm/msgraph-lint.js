#!/usr/bin/env node
// Runs the program for this system, which is in the one of our optional dependencies that npm installed.
"use strict";

const { spawn } = require("node:child_process");
const { constants } = require("node:os");

const name = `@msgraph-lint/${process.platform}-${process.arch}`;

function program() {
  const file = process.platform === "win32" ? "msgraph-lint.exe" : "msgraph-lint";
  try {
    return require.resolve(`${name}/bin/${file}`);
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(`msgraph-lint: ${message}`);
  process.exit(2);
}

const path = program();
if (!path) {
  fail(
    `the package ${name} is not installed. Either there is none for this system, or npm was asked to leave out ` +
      "optional dependencies (--omit=optional), or node_modules comes from another system: install again here.",
  );
}

// Signals are for the program: pass them on, and exit as it does. Listen before there is a program to signal, so that
// none is left behind.
const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
for (const signal of signals) process.on(signal, () => child.kill(signal));
const child = spawn(path, process.argv.slice(2), { stdio: "inherit" });
child.on("error", (error) => fail(`${path} does not start: ${error.message}`));
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code);
  for (const each of signals) process.removeAllListeners(each);
  // Where the signal does not end us, the code says what a shell would.
  process.exitCode = 128 + (constants.signals[signal] ?? 0);
  process.kill(process.pid, signal);
});
