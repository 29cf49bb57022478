// A supervisor's week: what is overdue in which sector, whose supervision is due, and the talk that is written down.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { answered, expectAbsent } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const as = onStage();

test("what is overdue is drawn by sector, in every language and on a phone", async () => {
  const figures = new Set();
  for (const language of ["en", "ru", "kk", "ar"]) {
    await as("supervisor", async (page, say, fits) => {
      await page.goto("/team");
      const chart = page.locator("table.bars").first();
      await chart.waitFor({ state: "visible" });
      assert.equal(await chart.locator("caption").innerText(), say("team-late-sector"));
      const each = await page.locator("table.bars").evaluateAll((all) => all.map((one) => [...one.querySelectorAll("rect")].map((bar) => bar.getAttribute("width")).join()));
      figures.add(each.sort().join(" "));
      const lengths = await chart.locator("rect").evaluateAll((all) => all.map((one) => Number(one.getAttribute("width"))));
      assert.ok(lengths.length > 0 && lengths[0] === 100, "the longest is as long as the room");
      assert.deepEqual(lengths, [...lengths].sort((a, b) => b - a), "the most first");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
      await fits();
    }, { ...plain, language, width: 360 });
  }
  assert.equal(figures.size, 1, "the same figures in every language");
});

test("supervision that is due is held, and is due no more", async () => {
  let record;
  await as("supervisor", async (page, say) => {
    await page.goto("/day");
    await answered(page, () => page.locator('main a[href="/team#supervision"]').click());
    const due = page.locator('main a[href$="#supervision"]').filter({ has: page.locator(".badge") });
    const waiting = await due.count();
    assert.ok(waiting > 0, "somebody's is due");
    const caseload = await due.first().getAttribute("href");
    await answered(page, () => due.first().click());
    await page.locator("#supervision summary").click();
    record = await page.locator("#supervision li a").first().getAttribute("href");
    await answered(page, () => page.locator("#supervision li a").first().click());
    await page.locator('[name="format"][value="individual"]').check();
    await page.locator('[name="looked_at"][value="plan"]').check();
    await page.locator('[name="what_said"]').fill("What helps the boy to sleep, and who else could visit.");
    await page.locator('[name="worker_is"][value="well"]').check();
    await page.locator('[name="agreed"]').fill("A visit on Thursday.");
    await answered(page, () => page.getByRole("button", { name: /^Save/ }).first().click());
    await page.goto("/team");
    assert.equal(await due.count(), waiting - 1);
    const line = page.locator(`main a[href="${caseload}"]`);
    assert.match((await line.innerText()).split("\n")[1].split(" · ")[0], say("team-supervision-last", { day: say("time-today") }));
    await page.goto("/counts");
    assert.equal(await page.getByText("What helps the boy").count(), 0);
  });
  assert.match(record, /\/forms\/supervision$/);
  for (const role of ["social_worker", "psychologist", "teacher", "registrar", "administrator", "ministry_coordinator"]) {
    await as(role, (page) => expectAbsent(page, "/team"));
  }
  for (const role of ["teacher", "psychologist", "ministry_coordinator", "administrator"]) {
    await as(role, (page) => expectAbsent(page, record));
  }
});
