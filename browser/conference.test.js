// A case conference, as its people do it: the worker calls it, the teacher answers and prepares her own part, the
// psychologist hers, the worker records what was said and decided, and nobody meets what is not theirs.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { NOW } from "./harness/program.js";
import { labelOf } from "./harness/protocol.js";
import { word } from "./harness/words.js";
import { expectRefused, expectSaved, fillField, fillFields, submit } from "./steps/form.js";
import { answered, expectAbsent, expectNowhere, expectShown, follow } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const secret = {
  social: "The aunt has moved in to help",
  education: "Жазуы баяу, бірақ өте тырысады",
  psych: "Спит с включённым светом",
  reason: "the grandmother travels that day",
  decision: "Ask the centre for a desk and a lamp",
};
const story = { child: null, meeting: null };
const looks = { en: plain, ru: { ...plain, language: "ru" }, kk: { ...plain, language: "kk", width: 360 }, ar: { ...plain, language: "ar", width: 360 } };
const bare = { ...looks.kk, script: "off" };

const as = onStage();

/** The day and time so many minutes from now, as the field for it takes them: the clock of Kazakhstan. */
const local = (minutes) => new Date(Date.parse(NOW) + (5 * 60 + minutes) * 60_000).toISOString().slice(0, 16);
const inDays = (days) => local(days * 24 * 60).slice(0, 10);

/** Somebody to invite, by name. */
const guest = (page, name) => page.locator('[data-field="guest"] label').filter({ hasText: name }).first();

test("the worker calls people together, and what is missing is said at once", async () => {
  // A child of the worker whom a teacher of the first page knows.
  await as("teacher", async (page) => {
    await page.goto("/children");
    story.pupils = await page.locator("main a[href^='/records/']").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.ok(story.pupils.length > 3, "a teacher of the demo has pupils");
  });
  // The people of the first page, by name: several work at one service.
  for (const role of ["teacher", "psychologist"]) {
    await as(role, async (page) => {
      story[role] = (await page.locator('details.me .who').first().textContent()).trim();
      assert.ok(story[role].length > 3, "a name");
    });
  }
  await as("social_worker", async (page, say) => {
    for (const pupil of story.pupils) {
      const answer = await page.goto(`${pupil}/conferences/new`);
      if (answer.status() !== 200) continue;
      story.child = pupil;
      // Somebody who is to be invited must be there: the psychologist is asked for first.
      await page.goto(`${pupil}/refer?purpose=psychological_help`);
      const service = page.locator("main a[href*='service=']").filter({ hasText: /./ });
      const hrefs = await service.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      const near = hrefs.find((href) => href.includes("aktau_first_month_psychology")) ?? hrefs[0];
      await page.goto(near);
      if (!(await page.locator('[name="needs"]').count())) continue;
      await fillField(page, { name: "needs" }, "Somebody to talk with");
      await submit(page, /^Send to /);
      break;
    }
    assert.ok(story.child, "no child that both know");
    await page.goto(`${story.child}/conferences/new`);
    await submit(page, say("conference-call-do"));
    for (const field of ["start", "place", "why", "guest", "heard"]) await expectRefused(page, { name: field }, /./);
    await fillFields(page, [
      [{ name: "start" }, local(-30)],
      [{ name: "place" }, "Abay street 5"],
      [{ name: "why" }, "crisis"],
      [{ name: "heard" }, "view_brought"],
    ]);
    await guest(page, story.teacher).locator("input").check();
    await guest(page, story.psychologist).locator("input").check();
    await submit(page, say("conference-call-do"));
    await expectRefused(page, { name: "heard-word" }, say("refused-heard-word-needed"));
    assert.ok(await guest(page, story.teacher).locator("input").isChecked(), "what was ticked stays");
    await fillField(page, { name: "heard-word" }, "her grandmother");
    await submit(page, say("conference-call-do"));
    await expectSaved(page, say("said-conference-called"));
    await expectShown(page, say("conference-secret"));
    story.meeting = new URL(page.url()).pathname;
    await fillFields(page, [[{ name: "part" }, "social"], [{ name: "agenda" }, secret.social]]);
    await submit(page, say("conference-agenda-do"));
    await expectSaved(page);
    await page.goto("/day");
    assert.ok(await page.locator(`a[href="${story.meeting}"]`).count(), "the caller's own day has it");
  });
});

/** What a part is called, from the protocol's list. */
function labelOfPart(code, language) {
  return labelOf("lookups/conference_parts", code, language);
}

/** The words that a teacher must not get of this meeting. */
const notHers = () => [secret.social, secret.psych, secret.decision, secret.reason, /crisis|Something urgent|Срочная|Шұғыл|أمر عاجل/, /grandmother/];

test("the teacher finds it in her day without JavaScript, answers, and prepares her own part", async () => {
  assert.ok(story.meeting, "an earlier part called it");
  await as("teacher", async (page, say) => {
    await page.goto("/day");
    const mine = page.locator(`a[href="${story.meeting}"]`);
    assert.ok(await mine.count(), "her day has the meeting");
    await answered(page, () => mine.first().click());
    await expectShown(page, "Abay street 5");
    await expectShown(page, labelOfPart("education", "kk"));
    await expectNowhere(page, ...notHers(), labelOfPart("psych", "kk"), labelOfPart("social", "kk"), say("conference-title"));
    await fillField(page, { name: "coming" }, "no");
    await submit(page, say("conference-answer-do"));
    await expectRefused(page, { name: "answer-word" }, say("refused-reason-needed"));
    await fillFields(page, [[{ name: "coming" }, "yes"], [{ name: "answer-word" }, "15 минут кешігемін"]]);
    await submit(page, say("conference-answer-do"));
    await expectSaved(page, say("said-conference-answered"));
    await fillField(page, { name: "agenda" }, secret.education);
    await submit(page, say("conference-agenda-do"));
    await expectSaved(page);
    await expectNowhere(page, ...notHers());
    await expectAbsent(page, `${story.child}/conferences/new`);
  }, bare);
});

test("the psychologist adds what is hers, in a part that the worker never reads", async () => {
  await as("psychologist", async (page, say) => {
    await page.goto("/day");
    const mine = page.locator(`a[href="${story.meeting}"]`);
    assert.ok(await mine.count(), "her day has the meeting");
    await answered(page, () => mine.first().click());
    await expectNowhere(page, secret.education, /crisis/);
    await fillField(page, { name: "agenda" }, secret.psych);
    await submit(page, say("conference-agenda-do"));
    await expectSaved(page);
    await expectShown(page, secret.psych);
  }, looks.ru);
});

test("the worker moves nothing, records what was said, and a decision becomes a task", async () => {
  await as("social_worker", async (page, say) => {
    await page.goto(story.meeting);
    await expectShown(page, secret.education);
    await expectNowhere(page, secret.psych);
    await expectShown(page, say("conference-answered-yes"));
    const own = page.locator("main form").filter({ has: page.locator('[name="minutes-social"]') });
    await own.locator('[name="minutes-social"]').fill("Everybody is glad of the aunt.");
    await answered(page, () => own.getByRole("button").click());
    await expectSaved(page, say("said-conference-minutes"));
    const decision = page.locator("details").filter({ has: page.locator('[name="decision-social"]') }).last();
    await decision.locator("summary").first().click();
    await fillFields(page, [[{ name: "decision-social" }, secret.decision], [{ name: "until-social" }, inDays(7)]]);
    const who = page.locator('select[name="who-social"]');
    await who.selectOption({ index: 1 });
    const form = page.locator("main form").filter({ has: page.locator('[name="decision-social"]') });
    await answered(page, () => form.getByRole("button").click());
    await expectSaved(page, say("said-conference-decision"));
    await follow(page, say("conference-task"));
    await expectShown(page, secret.decision);
    await expectShown(page, labelOf("pathway", "conference_decision", "ar"));
    // It was held: who was there, and how the child was heard, which was said when it was called.
    await page.goto(story.meeting);
    await page.locator('[data-field="present"] input[type="checkbox"]').first().check();
    await submit(page, say("conference-held-do"));
    await expectSaved(page, say("said-conference-held"));
    await expectShown(page, say("conference-state-held"));
  }, looks.ar);
});

test("the teacher reads and prints her part of it, and no other", async () => {
  await as("teacher", async (page, say) => {
    await page.goto("/day");
    assert.equal(await page.locator(`a[href="${story.meeting}"]`).count(), 0, "it is over, and not in her day");
    await page.goto(story.meeting);
    await expectShown(page, say("conference-state-held"));
    await expectShown(page, secret.education);
    await expectNowhere(page, ...notHers());
    await follow(page, say("print-do"));
    await submit(page, say("print-show-do"));
    await expectRefused(page, { name: "reason" }, /./);
    await fillField(page, { name: "reason" }, "for the class teacher");
    await submit(page, say("print-show-do"));
    await page.emulateMedia({ media: "print" });
    await expectShown(page, secret.education);
    await expectShown(page, /for the class teacher/);
    await expectNowhere(page, ...notHers());
  });
});

test("whoever was not invited finds nothing of it", async () => {
  for (const role of ["health_worker", "local_authority", "registrar", "operation_officer"]) {
    await as(role, async (page) => {
      await expectAbsent(page, story.meeting);
      await expectAbsent(page, `${story.child}/conferences`);
    });
  }
});
