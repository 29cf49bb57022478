// Scores over time, as the psychologist reads them, and nobody whom they do not concern.
import { test } from "node:test";
import assert from "node:assert/strict";
import { farthest, plain } from "./harness/chromium.js";
import { accessible } from "./harness/inspect.js";
import { labelOf } from "./harness/protocol.js";
import { word } from "./harness/words.js";
import { expectSaved, fillFields } from "./steps/form.js";
import { answered, expectAbsent, expectNowhere, expectShown } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const as = onStage();

test("a line stands on its bands with a table behind it, and the teacher finds none", async () => {
  let scored;
  for (const look of farthest) {
    await as("psychologist", async (page) => {
      if (!scored) {
        await page.goto("/children");
        const links = await page.locator('main a[href^="/records/HW-"]').evaluateAll((all) => all.map((one) => one.getAttribute("href")));
        for (const record of new Set(links)) {
          await page.goto(`${record}/scores`);
          if ((await page.locator("figure.scores .dot").count()) > 2) {
            scored = record;
            break;
          }
        }
      }
      assert.ok(scored, "a child of the demo was screened more than twice");
      await page.goto(`${scored}/scores`);
      await expectShown(page, word(look.language, "scores-title"));
      const figure = page.locator("figure.scores").first();
      const dots = await figure.locator(".dot").count();
      assert.equal(await figure.locator("tbody tr").count(), dots, "the table says what the line shows");
      assert.deepEqual(await accessible(page, look), []);
    }, look);
  }
  await as("teacher", (page) => expectAbsent(page, `${scored}/scores`));
  await as("social_worker", (page) => expectAbsent(page, `${scored}/scores`));
});

test("a word of self-harm in a session is a task for today with the worker, who is not told what was said", async () => {
  const said = "Лучше бы не просыпаться";
  const phone = { ...plain, language: "kk", width: 360 };
  const listed = (page) => page.locator('main a[href^="/records/HW-"]').evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const task = (language) => labelOf("pathway", "same_day_safety", language);
  let own;
  await as("social_worker", async (page) => {
    await page.goto("/children?kind=child");
    // Those the worker answers for, not those that a colleague of the team does.
    own = new Set();
    for (const record of new Set(await listed(page))) {
      const answer = await page.request.get(`${record}/forms/safety_check`);
      if (answer.status() === 200) own.add(record);
    }
  });
  let child;
  await as("psychologist", async (page) => {
    await page.goto("/children");
    for (const record of new Set((await listed(page)).filter((record) => own.has(record)))) {
      const answer = await page.goto(`${record}/forms/session_note`);
      if (answer.status() !== 200 || !(await page.locator('[data-field="self_harm"]').count())) continue;
      child = record;
      break;
    }
    assert.ok(child, "a child whom both help");
    await fillFields(page, [
      [{ name: "session_on" }, "2026-11-15"],
      [{ name: "format" }, "individual"],
      [{ name: "minutes" }, "40"],
      [{ name: "themes" }, ["sleep"]],
      [{ name: "mood_before" }, "sad"],
      [{ name: "mood_after" }, "calm"],
      [{ name: "brought" }, said],
      [{ name: "self_harm" }, "thoughts"],
    ]);
    await page.locator('[data-field="self_harm_note"]').waitFor({ state: "visible" });
    await answered(page, () => page.locator("main .form-end button").first().click());
    await expectSaved(page);
  }, { ...plain, language: "ru" });
  await as("social_worker", async (page, say, fits) => {
    await page.goto("/day");
    const now = page.locator("main").getByText(task("kk"));
    assert.ok(await now.count(), "it is in the day");
    await page.goto(child);
    await answered(page, () => page.locator("ul.tasks a").filter({ hasText: task("kk") }).first().click());
    await expectNowhere(page, said);
    await fits();
  }, phone);
});
