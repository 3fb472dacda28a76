// The page of the endpoint in Chromium. Usage: node page.cjs PROGRAM FOLDER, with CHROMIUM
"use strict";
const assert = require("node:assert/strict");
const { chromium } = require("playwright-core");
const { BODY, PATH, withEndpoint } = require("./endpoint.cjs");

const [program, folder] = process.argv.slice(2);
const send = (base, body, path = PATH) => fetch(`${base}/v1.0${path}`, {
  method: "POST", headers: { "Content-Type": "application/json" }, body,
});
const BROKEN = JSON.stringify(BODY, null, 2).replace('"parameters":', '"parameters"').replace("objectTypeName", "objectType");

/** What axe-core finds that keeps people out. */
const serious = async (page) => {
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.filter((it) => ["serious", "critical"].includes(it.impact))
    .map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" ")}`);
};

const main = async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  try {
    await withEndpoint(program, [], async (base) => {
      for (const [name, colorScheme, width] of [["light", "light", 1280], ["dark", "dark", 1280], ["phone", "light", 390]]) {
        // What checks the page is put in from outside, which the page's own policy forbids.
        const context = await browser.newContext({ colorScheme, viewport: { width, height: 844 }, bypassCSP: true });
        await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: base });
        const page = await context.newPage();
        const problems = [];
        page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
        page.on("pageerror", (error) => problems.push(String(error)));
        await page.goto(base);
        await page.getByText("live", { exact: true }).waitFor();
        await fetch(`${base}/_requests`, { method: "DELETE" });
        await page.getByText("No request yet").waitFor();
        // A request appears while the page is open.
        await send(base, BROKEN);
        await send(base, JSON.stringify(BODY));
        await send(base, '{"displayName": ["a"], "nmae": "<b>\\u202e</b>"}', "/groups");
        await fetch(`${base}/v1.0/users/u/messges?$selct=id`);
        await page.locator("#list li").nth(3).waitFor();
        assert.equal(await page.locator("#list li").count(), 4);
        assert.match(await page.locator("#counts").innerText(), /4 requests, 3 with errors/);
        // By keyboard to the oldest, which is the broken one.
        for (let count = 0; count < 4; count += 1) await page.keyboard.press("j");
        const detail = page.locator("#detail");
        await detail.getByText("the key `\"parameters\"` has no `:` after it").first().waitFor();
        assert.match(await detail.innerText(), /Fix \(safe\): insert `:`/);
        assert.match(await detail.innerText(), /error\[missing-colon\]/);
        await page.keyboard.press("c");
        await page.getByText("copied", { exact: true }).waitFor({ state: "attached" });
        const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
        assert.deepEqual(copied, BODY);
        await detail.getByRole("button", { name: "Copy", exact: true }).first().click();
        // Nothing is wider than the window.
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${name}: ${wide} pixels too wide`);
        await page.addScriptTag({ path: require.resolve("axe-core/axe.min.js") });
        assert.deepEqual(await serious(page), [], name);
        await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
        await page.locator("#filter").fill("missing-colon");
        assert.equal(await page.locator("#list li:visible").count(), 1);
        await page.getByRole("link", { name: "Operations" }).click();
        await page.getByText("Known beyond their types").first().waitFor();
        // By keyboard: what there is below the beginning of a path, then on to the sheet of an operation.
        await page.keyboard.press("/");
        await page.keyboard.type("/users/{id}/mailFol");
        await page.getByText("1 path", { exact: true }).waitFor();
        for (const key of ["Tab", "Tab", "Tab", "Tab", "Enter"]) await page.keyboard.press(key);
        await page.getByRole("button", { name: "/users/{id}/mailFolders/{id}", exact: true }).press("Enter");
        await page.getByRole("button", { name: "POST /users/{id}/mailFolders/{id}/move" }).waitFor();
        assert.deepEqual(await serious(page), [], `${name}, paths`);
        await page.screenshot({ path: `${folder}/${name}-paths.png` });
        await page.getByRole("button", { name: "POST /users/{id}/mailFolders/{id}/move" }).press("Enter");
        await page.getByText("Calls the action move.").waitFor();
        assert.equal(await page.locator("#words").inputValue(), "POST /users/{id}/mailFolders/{id}/move");
        await page.locator("#words").fill("synchronizationjob_provisionondemand");
        await page.getByText("Permissions, one of which is enough").waitFor();
        await page.locator("#words").fill("POST /users/{id}/messges");
        await page.getByText(/there is no `messges`/).waitFor();
        await page.locator("#words").fill("POST /users");
        await page.getByText("Creates one user in a collection.").waitFor();
        assert.match(await page.locator(".sheet").innerText(), /accountEnabled\s+Boolean/);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${name}: ${wider} pixels too wide`);
        assert.deepEqual(await serious(page), [], `${name}, operations`);
        await page.screenshot({ path: `${folder}/${name}-operations.png` });
        // From a request to the sheet of its operation.
        await page.getByRole("link", { name: "Requests", exact: true }).click();
        await page.getByRole("button", { name: "Look up the operation" }).click();
        await page.getByText("Permissions, one of which is enough").waitFor();
        await page.getByRole("link", { name: "Requests", exact: true }).click();
        await page.getByRole("button", { name: "Forget all" }).click();
        await page.getByText("No request yet").waitFor();
        assert.deepEqual(problems, [], name);
        await context.close();
        console.log(`the page, ${name}: ok`);
      }
    });
  } finally {
    await browser.close();
  }
};
main().catch((error) => {
  console.error(error);
  process.exit(1);
});
