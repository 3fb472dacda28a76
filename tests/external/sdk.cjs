// Calls the endpoint with @microsoft/microsoft-graph-client. Usage: node sdk.cjs PROGRAM
"use strict";
const assert = require("node:assert/strict");
const { Client } = require("@microsoft/microsoft-graph-client");
const { BODY, PATH, withEndpoint } = require("./endpoint.cjs");

const program = process.argv[2];
const client = (base) => Client.init({ baseUrl: `${base}/`, authProvider: (done) => done(null, "any token") });

const refused = async (call) => {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("it was not refused");
};

const main = async () => {
  await withEndpoint(program, [], async (base) => {
    const graph = client(base);
    const answer = await graph.api(PATH).post(BODY);
    assert.equal(JSON.parse(answer.key).result, "Success");
    const user = await graph.api("/users/u").select("id,displayName").get();
    assert.equal(user.id, "u");
    // A body that is a string goes out as it is.
    const error = await refused(graph.api(PATH).header("Content-Type", "application/json").post('{"parameters" []}'));
    assert.equal(error.statusCode, 400);
    assert.equal(error.code, "BadRequest");
    assert.match(error.message, /Unable to read JSON request payload/);
    const body = JSON.parse(error.body);
    assert.equal(body.innerError.findings[0].rule, "missing-colon");
    const path = await refused(graph.api("/users/u/messges").get());
    assert.equal(path.statusCode, 400);
    assert.match(path.message, /segment 'messges'/);
    const batch = await graph.api("/$batch").post({ requests: [{ id: "1", method: "GET", url: "/me" }] });
    assert.equal(batch.responses[0].status, 200);
    const { requests } = await (await fetch(`${base}/_requests`)).json();
    assert.deepEqual(requests.map((request) => request.status), [200, 200, 400, 400, 200, 200]);
  });
  await withEndpoint(program, ["--rate-limit"], async (base) => {
    const graph = client(base);
    for (let count = 0; count < 6; count += 1) await graph.api(PATH).post(BODY);
    const { requests } = await (await fetch(`${base}/_requests`)).json();
    const statuses = requests.map((request) => request.status);
    assert.ok(statuses.includes(429) && statuses.filter((status) => status === 200).length === 6, `${statuses}`);
  });
  console.log("the client for JavaScript: ok");
};
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
