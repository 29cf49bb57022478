// The harness itself: a good page passes in every way of looking, and each kind of bad page is caught. Without
// this, a sweep that finds nothing could be a sweep that looks at nothing.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, matrix, nameOf, open, plain } from "./harness/chromium.js";
import { crawl, kindOf } from "./harness/crawl.js";
import { shoot } from "./harness/shots.js";
import { sweep, sweepEmptied } from "./harness/sweep.js";
import { labelIn } from "./harness/protocol.js";
import { parse } from "./harness/words.js";
import { bad, serve } from "./self/server.js";
import { codeShown } from "./steps/child.js";
import { expectAsked, expectNotAsked, expectRefused, expectSaved, fillField, fillFields, submit } from "./steps/form.js";
import { expectAbsent, expectNowhere, expectShown, follow } from "./steps/page.js";
import { rolesOffered, signedInAs } from "./steps/sign-in.js";

let server;
let browser;
before(async () => {
  server = await serve();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function withPage(act, look = plain, signedIn = undefined) {
  const context = await open(browser, server.url, look, signedIn);
  try {
    return await act(await context.newPage());
  } finally {
    await context.close();
  }
}

for (const look of matrix) {
  test(`a good page passes: ${nameOf(look)}`, async () => {
    const { looked, troubles } = await sweep(browser, server.url, look, [{ path: "/" }, { path: "/form" }, { path: "/nowhere", status: 404 }]);
    assert.deepEqual(troubles, []);
    assert.equal(looked, 3);
  });
}

for (const [path, { said, language = "en", width = 1280 }] of Object.entries(bad)) {
  test(`caught: ${path}`, async () => {
    const { troubles } = await sweep(browser, server.url, { ...plain, language, width }, [{ path }]);
    assert.ok(troubles.some((one) => one.startsWith(path) && said.test(one)), `said only: ${troubles.join("\n")}`);
  });
}

test("a form that takes nothing for an answer is caught", async () => {
  const { looked, troubles } = await sweepEmptied(browser, server.url, plain, [{ path: "/" }, { path: "/form" }]);
  assert.equal(looked, 1);
  assert.match(troubles.join(), /^\/form: sent empty it answers 200, not 422$/);
});

test("what is wrong with one page is not said of the next", async () => {
  const { troubles } = await sweep(browser, server.url, plain, [{ path: "/bad/console" }, { path: "/bad/heavy" }, { path: "/form" }]);
  assert.deepEqual([...new Set(troubles.map((one) => one.split(":")[0]))], ["/bad/console", "/bad/heavy"]);
});

test("an unexpected status is caught", async () => {
  const { troubles } = await sweep(browser, server.url, plain, [{ path: "/nowhere" }]);
  assert.ok(troubles.includes("/nowhere: answers 404, not 200"), troubles.join("\n"));
});

test("violations are found without JavaScript too", async () => {
  const { troubles } = await sweep(browser, server.url, { ...plain, script: "off" }, [{ path: "/bad/contrast" }]);
  assert.ok(troubles.some((one) => /axe color-contrast/.test(one)), troubles.join("\n"));
});

test("a walk finds each kind of page once, and neither files nor the way out", async () => {
  const signedIn = await signedInAs(browser, server.url, "social_worker");
  const found = await withPage((page) => crawl(page, "/"), plain, signedIn);
  assert.deepEqual(found.map(({ kind }) => kind), ["/", "/children/*", "/children/*?tab", "/form"]);
  assert.deepEqual(await withPage(rolesOffered), ["Social worker"]);
});

test("a kind of page names no record", () => {
  assert.equal(kindOf("http://x/children/HW-7F3K-QX2/plan?b=1&a=2"), "/children/*/plan?a&b");
  assert.equal(kindOf("http://x/log/2026-11/0b8f3c1e-6f0e-4a3c-9a55-1b2c3d4e5f60"), "/log/*/*");
  assert.equal(kindOf("http://x/protocol/forms"), "/protocol/forms");
});

for (const script of ["on", "off"]) {
  test(`a form is filled in as a person does, JavaScript ${script}`, () =>
    withPage(
      async (page) => {
        await page.goto("/form");
        await expectAsked(page, "Name");
        await expectNotAsked(page, "Never asked");
        await expectNotAsked(page, "Does not exist");
        await fillField(page, "Name", "31.02");
        await submit(page, "Save visit");
        await expectRefused(page, "Name", "Write the name.", "31.02");
        await assert.rejects(expectRefused(page, "Name", "Something else"));
        await assert.rejects(expectSaved(page), /does not say that it saved/);
        await fillFields(page, [
          ["Name", "Aisha"],
          ["Region", "Almaty"],
          ["Sex", "Girl"],
          [{ name: "birth" }, { month: "March", year: "2015" }],
          [{ name: "languages" }, ["kk", "Russian"]],
        ]);
        await submit(page, "Save visit");
        await expectSaved(page, "Saved");
        await page.goto("/form");
        await submit(page, "Save visit");
        await assert.rejects(expectSaved(page), /Incomplete/);
      },
      { ...plain, script },
    ));
}

test("links are followed, codes read, and what must not be there is found", async () => {
  const signedIn = await signedInAs(browser, server.url, "social_worker");
  await withPage(
    async (page) => {
      await page.goto("/");
      await follow(page, "One");
      assert.equal(await codeShown(page), "HW-7F3K-QX2");
      await expectShown(page, "HW-7F3K-QX2");
      await expectNowhere(page, "camp", /flight/);
      await assert.rejects(expectNowhere(page, "QX9"), /not theirs/);
      await expectAbsent(page, "/absent");
      await assert.rejects(expectAbsent(page, "/form"), /answers 200/);
    },
    plain,
    signedIn,
  );
});

test("a picture is small and the same twice", async () => {
  const folder = await mkdtemp(join(tmpdir(), "shots-"));
  try {
    await withPage(async (page) => {
      await page.goto("/form");
      const first = await readFile(await shoot(page, "a-form", { into: folder, always: true }));
      const second = await readFile(await shoot(page, "a-form-again", { into: folder, always: true }));
      const raw = await page.screenshot({ fullPage: true });
      assert.ok(first.equals(second), "two pictures of one page differ");
      assert.ok(first.length < raw.length, `${first.length} bytes, and ${raw.length} as taken`);
      assert.equal(first.readUInt32BE(16), 1280);
      await page.goto("about:blank"); // the server's pages let no such picture in
      await page.setContent(`<img alt="" src="data:image/png;base64,${first.toString("base64")}">`);
      const shown = await page.locator("img").evaluate((image) => image.decode().then(() => image.naturalWidth));
      assert.equal(shown, 1280, "the picture cannot be read");
    });
    await assert.rejects(withPage((page) => shoot(page, "../away", { into: folder, always: true })), /small letters/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("words are read with their attributes and continued lines", () => {
  const words = parse('# comment\nsave-visit = Save visit\nlong =\n    One\n    two\nfield = Name\n    .hint = As written\nnext = Next\n');
  assert.deepEqual([...words], [["save-visit", "Save visit"], ["long", "One two"], ["field", "Name"], ["field.hint", "As written"], ["next", "Next"]]);
});

test("labels are read from the protocol in either spelling", () => {
  const text = '[[role]]\ncode = "a"\nlabel = { en = "One", ar = "واحد" }\n[[role]]\ncode = "b"\nlabel.en = "The \\"two\\""\n';
  assert.equal(labelIn(text, "a", "ar"), "واحد");
  assert.equal(labelIn(text, "b", "en"), 'The "two"');
  assert.equal(labelIn(text, "b", "ar"), null);
});
