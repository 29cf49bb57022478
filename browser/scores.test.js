// Scores over time, as the psychologist reads them, and nobody whom they do not concern.
import { test } from "node:test";
import assert from "node:assert/strict";
import { farthest } from "./harness/chromium.js";
import { accessible } from "./harness/inspect.js";
import { word } from "./harness/words.js";
import { expectAbsent, expectShown } from "./steps/page.js";
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
