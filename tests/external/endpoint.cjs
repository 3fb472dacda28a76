// Starts the endpoint for the scripts beside this one, and ends it.
"use strict";
const { spawn } = require("node:child_process");

/** Calls `use` with the address of an endpoint that runs meanwhile. */
exports.withEndpoint = async (program, options, use) => {
  const child = spawn(program, ["serve", ...options], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const base = await new Promise((resolve, reject) => {
      let text = "";
      child.stdout.on("data", (part) => {
        text += part;
        if (text.includes("\n")) resolve(text.split("\n")[0]);
      });
      child.on("exit", () => reject(new Error("the endpoint did not start")));
    });
    await use(base);
  } finally {
    child.kill();
  }
};

exports.PATH = "/servicePrincipals/60443998-8cf7-4e61-b05c-a53b658cb5e1/synchronization/jobs/Azure2Azure.0c0e35dc188a4eb3b8ba61752154b407.9c8934a1-fe0d-4c01-8f6a-2ac48d7a6b6c/provisionOnDemand";
exports.BODY = {
  parameters: [{
    ruleId: "c0e1a2b3-91e6-4cf5-a0ef-5f2a4f0c8a17",
    subjects: [{ objectId: "5e7b3a60-24b1-4f7b-9d0c-0d3f6a1b2c3d", objectTypeName: "User" }],
  }],
};
