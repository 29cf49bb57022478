// Paper: what is printed carries code, day, reader and reason on every sheet, is A4 without anything of the screen, and
// does not tell what it must not.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { word } from "./harness/words.js";
import { expectRefused, fillField, submit } from "./steps/form.js";
import { expectAbsent, expectNowhere, expectShown, follow } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const as = onStage();
const story = { child: null, letter: null, meeting: null, reader: null };

/** What nobody needs on paper: the ways about the program. */
const screen = ["nav", "header.top", ".rail", ".bottom", ".ribbon", ".skip", ".buttons", "main button", "main form"];

/** An A4 page in points, as a PDF says it. */
const A4 = { width: 595, height: 842 };

/** Prints the page that stands there and sees that it is a paper: its sheets as { pages }. */
async function expectPaper(page, ...said) {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const line = page.locator(".printed");
  assert.ok(await line.isVisible(), "the line is printed");
  const text = await line.innerText();
  for (const one of [story.child.split("/").at(-1), story.reader, "2026", ...said]) assert.ok(text.includes(one), `no ${one} in: ${text}`);
  for (const one of screen) {
    for (const found of await page.locator(one).all()) assert.ok(!(await found.isVisible()), `${one} is on paper`);
  }
  const colours = await page.evaluate(() => {
    const seen = (one) => [getComputedStyle(one).color, getComputedStyle(document.body).backgroundColor];
    return seen(document.querySelector(".paper"));
  });
  assert.equal(colours[0], "rgb(0, 0, 0)", "black");
  assert.match(colours[1], /rgb\(255, 255, 255\)|rgba\(0, 0, 0, 0\)/, "on white");
  assert.equal(await line.evaluate((one) => getComputedStyle(one).display), "table-header-group", "it comes back on every sheet");
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const boxes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  assert.ok(boxes.length > 0, "a PDF has pages");
  for (const [, width, height] of boxes) {
    assert.ok(Math.abs(width - A4.width) < 1.5 && Math.abs(height - A4.height) < 1.5, `${width} × ${height} is not A4`);
  }
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  return { pages: boxes.length };
}

/** Gives a reason and sees the paper. */
async function shows(page, say, reason) {
  await fillField(page, { name: "reason" }, reason);
  await submit(page, say("print-show-do"));
  await page.locator(".paper").waitFor();
}

test("the plan is printed from the one place for prints, and asks why", async () => {
  await as("social_worker", async (page, say, looksRight) => {
    story.reader = (await page.locator("details.me .who").first().textContent()).trim();
    await page.goto("/children");
    const mine = await page.locator("main a[href^='/records/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    for (const child of new Set(mine)) {
      await page.goto(child);
      const letters = page.locator("main a[href*='/referrals/']");
      const hrefs = await letters.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      for (const letter of hrefs) {
        const answer = await page.goto(`${letter}/print`);
        if (answer.status() === 200) Object.assign(story, { child, letter });
      }
      if (!story.child) continue;
      await page.goto(`${child}/plan`);
      if (await page.locator(".goal").count()) break;
    }
    assert.ok(story.child, "no child with an open referral");
    await page.goto(`${story.child}/print`);
    await looksRight();
    for (const paper of ["record", "plan", "consent", "history"]) {
      assert.equal(await page.locator(`main a[href="${story.child}/print/${paper}"]`).count(), 1, paper);
    }
    await follow(page, say("plan-title"));
    await looksRight();
    await fillField(page, { name: "reason" }, "why");
    await submit(page, say("print-show-do"));
    await expectRefused(page, { name: "reason" }, say("refused-reason-needed"));
    await shows(page, say, "to sign on Friday");
    await looksRight();
    await expectShown(page, say("plan-approval"));
    await expectShown(page, say("sign-worker"));
    await expectPaper(page, "to sign on Friday");
  });
});

test("consent is printed in Arabic by somebody who reads English, a sheet for each purpose", async () => {
  await as("social_worker", async (page, say, looksRight) => {
    await page.goto(`${story.child}/print/consent`);
    await fillField(page, { name: "reason" }, "talk with the mother");
    await submit(page, say("print-show-do"));
    await expectRefused(page, { name: "sheet" }, say("wrong-required"));
    const sheets = page.locator('main input[name="sheet"][type="checkbox"]');
    await sheets.first().check();
    await sheets.last().check();
    await page.locator('main input[name="language"][value="ar"]').check();
    await shows(page, say, "talk with the mother");
    await looksRight();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    const paper = page.locator(".paper");
    assert.deepEqual([await paper.getAttribute("lang"), await paper.getAttribute("dir")], ["ar", "rtl"]);
    await expectShown(page, word("ar", "consent-paper-yes"));
    await expectShown(page, word("ar", "consent-paper-right"));
    const { pages } = await expectPaper(page, "talk with the mother");
    assert.equal(pages, 2, "each on a sheet of its own");
  });
});

test("a letter goes with a slip to answer on, and says nothing of the sender's purpose", async () => {
  await as("social_worker", async (page, say, looksRight) => {
    await page.goto(story.letter);
    await follow(page, say("letter-do"));
    await shows(page, say, "no network there");
    await looksRight();
    await expectShown(page, say("letter-reply"));
    const slip = await page.locator(".reply").innerText();
    assert.ok(slip.includes(story.child.split("/").at(-1)), "the slip has the code");
    const needs = await page.locator(".paper .written").first().innerText();
    assert.ok(!slip.includes(needs.slice(0, 12)), "and nothing of the letter");
    await expectPaper(page, "no network there");
  });
});

test("the conference leads to the history, which is told to nobody on the school's side", async () => {
  await as("social_worker", async (page, say, looksRight) => {
    // Any meeting of one's own children will do: each leads to the history of its own child.
    await page.goto("/children");
    const mine = await page.locator("main a[href^='/records/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    for (const child of new Set(mine)) {
      const answer = await page.goto(`${child}/conferences`);
      const meeting = page.locator(`main a[href^="${child}/conferences/"]:not([href$="/new"])`).first();
      if (answer.status() === 200 && (await meeting.count())) {
        story.child = child;
        await page.goto(await meeting.getAttribute("href"));
        break;
      }
    }
    await follow(page, say("print-history"));
    await looksRight();
    await fillField(page, { name: "from" }, "2026-01-02");
    await fillField(page, { name: "until" }, "2026-01-01");
    await fillField(page, { name: "reason" }, "conference on Thursday");
    await submit(page, say("print-show-do"));
    await expectRefused(page, { name: "until" }, say("print-until-before"));
    await fillField(page, { name: "from" }, "");
    await fillField(page, { name: "until" }, "");
    await shows(page, say, "conference on Thursday");
    await looksRight();
    await expectShown(page, say("print-happened"));
    await expectNowhere(page, "/forms/protected_address", "/correct/");
    await expectPaper(page, "conference on Thursday");
  });
  for (const role of ["teacher", "health_worker", "psychologist"]) {
    await as(role, async (page) => {
      await expectAbsent(page, `${story.child}/print/history`);
      if (role !== "psychologist") await expectAbsent(page, `${story.child}/print/consent`);
    });
  }
});

test("the school prints its own side: without consents, history or a case", async () => {
  const look = { ...plain, language: "kk", width: 360 };
  await as("teacher", async (page, say, looksRight) => {
    await page.goto("/children");
    const pupil = await page.locator("main a[href^='/records/']").first().getAttribute("href");
    await page.goto(`${pupil}/print`);
    await looksRight();
    await expectNowhere(page, `${pupil}/print/consent`, `${pupil}/print/history`);
    await page.goto(`${pupil}/print/plan`);
    await looksRight();
    await shows(page, say, "ата-аналар жиналысы");
    await looksRight();
    await expectNowhere(page, say("plan-approval"), say("sign-worker"));
  }, look);
});
