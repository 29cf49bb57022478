// The plan as people work with it: compared like a corrected text, taken in steps, gone through as a whole, and with the
// child heard before and told after. Each part in another language, the last one on a phone, from right to left.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { labelOf } from "./harness/protocol.js";
import { word } from "./harness/words.js";
import { code } from "./steps/child.js";
import { expectRefused, expectSaved, fillField, fillFields, submit } from "./steps/form.js";
import { answered, expectShown, follow } from "./steps/page.js";
import { onStage } from "./steps/people.js";

let record;
/** A goal of that plan that is open. */
let goal;
const as = onStage();
const reading = (language) => ({ ...plain, language });

const at = (path = "") => {
  assert.ok(record, "no child with a plan was found");
  return `/records/${record}${path}`;
};

test("a child of the caseload has versions that differ, and they read like a corrected text", async () => {
  await as("social_worker", async (page, say, fits) => {
    await page.goto("/children");
    const links = await page.locator('main a[href^="/records/HW-"]').evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    for (const href of [...new Set(links)].slice(0, 25)) {
      await page.goto(`${href}/plan/versions?from=1`);
      const signed = await page.locator("ol.versions li").count();
      const marked = (await page.locator("main del").count()) && (await page.locator("main ins").count());
      if (signed < 2 || !marked) continue;
      await page.goto(`${href}/plan/review`);
      const open = await page.locator('input[name="goal"]').evaluateAll((all) => all.map((one) => one.value));
      if (open.length >= 2) {
        record = code.exec(href)[0];
        goal = `${href}/plan/goals/${open[0]}`;
        break;
      }
    }
    await page.goto(at("/plan"));
    await follow(page, say("versions-title"));
    await page.goto(at("/plan/versions?from=1&to=2"));
    // What went and what came is said to those who listen, and struck and underlined for those who look.
    assert.ok((await page.locator("main del .unseen").first().textContent()).startsWith(say("text-went").trim()));
    const lines = await page.locator("main .corrected del, main .corrected ins").evaluateAll((all) =>
      all.map((one) => [one.tagName, getComputedStyle(one).textDecorationLine]));
    assert.ok(lines.every(([tag, line]) => line === (tag === "DEL" ? "line-through" : "underline")), JSON.stringify(lines));
    await fits();
  }, reading("ru"));
});

test("a goal is taken in steps: somebody does one by a day, with a word about it", async () => {
  await as("social_worker", async (page, say, fits) => {
    await page.goto(goal);
    const fold = page.locator("details").filter({ hasText: say("goal-step-add") });
    await fold.locator("summary").first().click();
    assert.equal((await submit(page, say("goal-step-do"))).status(), 422);
    await expectRefused(page, { name: "step" }, /./);
    await expectRefused(page, { name: "step_due" }, /./);
    await fits();
    const step = "Кітапханадан екі кітап алу";
    await fillFields(page, [[{ name: "step" }, step], [{ name: "step_due" }, "2026-11-20T15:00"]]);
    await submit(page, say("goal-step-do"));
    await expectSaved(page, say("said-task-added"));
    await page.goto("/day");
    await expectShown(page, new RegExp(step));
    await page.goto(goal);
    await answered(page, () => page.locator("main a[href*='/tasks/']").filter({ hasText: step }).click());
    await fillField(page, { name: "comment" }, "Дүйсенбіде ашық.");
    await submit(page, say("task-comment-do"));
    await expectShown(page, /Дүйсенбіде ашық/);
    await fits();
    await fillField(page, { name: "done" }, "Алды, бірін оқып қойды.");
    await submit(page, say("task-done-do"));
    await expectSaved(page, say("said-task-done"));
    await page.goto(goal);
    await expectShown(page, say("due-done"));
  }, reading("kk"));
});

test("the whole plan is gone through in one save, and nothing typed is lost on the way", async () => {
  await as("social_worker", async (page, say, fits) => {
    await page.goto(at("/plan"));
    await follow(page, say("review-do"));
    const ids = await page.locator('input[name="goal"]').evaluateAll((all) => all.map((one) => one.value));
    assert.ok(ids.length >= 2, "too few goals");
    await fillField(page, { name: `${ids[0]}.now` }, "Twice a week, with a friend");
    await fillField(page, { name: `${ids[0]}.progress` }, "140");
    assert.equal((await submit(page, say("review-save-do"))).status(), 422);
    assert.equal(await page.locator(`textarea[name="${ids[0]}.now"]`).inputValue(), "Twice a week, with a friend");
    await expectRefused(page, { name: `${ids[0]}.progress` }, /./);
    await expectRefused(page, { name: `${ids[1]}.now` }, /./);
    await fits();
    for (const id of ids) {
      await fillFields(page, [[{ name: `${id}.now` }, "A little further each week"], [{ name: `${id}.progress` }, "70"], [{ name: `${id}.view` }, "I can do it alone now."]]);
    }
    await fillField(page, { name: "note" }, "Sleep and school help each other.");
    await submit(page, say("review-save-do"));
    await expectSaved(page, say("said-plan-reviewed"));
    await expectShown(page, say("review-record"));
    await expectShown(page, /Sleep and school help each other/);
    await expectShown(page, /70\s%/);
  });
});

test("the child is asked, the plan is sent, signed for what changed, and told back", async () => {
  const phone = { ...reading("ar"), width: 360, theme: "dark" };
  await as("social_worker", async (page, say, fits) => {
    await page.goto(goal);
    await page.locator("details").filter({ hasText: say("plan-goal-change-do") }).locator("summary").first().click();
    await fillField(page, { name: "aim" }, "ثلاث مرات في الأسبوع مع صديق");
    await submit(page, say("plan-goal-save-do"));
    await expectSaved(page, say("said-goal-saved"));
    // Since the last version was signed nobody has asked the child: the page leads there first.
    if (await page.getByText(say("hearing-first"), { exact: true }).count()) {
      assert.equal(await page.getByRole("button", { name: say("plan-ask-do") }).count(), 0);
      await follow(page, say("hearing-do"));
      assert.equal(await page.locator('[name="occasion"][value="before_plan"]').isChecked(), true);
      await fits();
      await fillField(page, { name: "words" }, "أريد أن ألعب مع صديقي.");
      await answered(page, () => page.locator("main .form-end button").first().click());
      await expectSaved(page, say("said-saved"));
      await page.goto(at("/plan"));
    }
    await submit(page, say("plan-ask-do"));
    await expectSaved(page, say("said-plan-sent"));
  }, phone);
  await as("supervisor", async (page, say, fits) => {
    await page.goto(at("/plan"));
    await expectShown(page, say("plan-to-sign"));
    assert.ok(await page.locator("main ins").filter({ hasText: "ثلاث" }).count(), "what is new is not marked");
    await fits();
    await submit(page, say("plan-approve-do"));
    await expectSaved(page, say("said-plan-approved"));
  }, phone);
  await as("social_worker", async (page, say, fits) => {
    await page.goto(at());
    await expectShown(page, say("hearing-not-told"));
    const task = labelOf("pathway", "tell_plan", "ar");
    await answered(page, () => page.locator("ul.tasks a").filter({ hasText: task }).first().click());
    await answered(page, () => page.locator("main a.button[href*='/forms/child_view/']").click());
    await fillField(page, { name: "explained_back" }, "yes");
    await fillFields(page, [
      [{ name: "explained_on" }, "2026-11-15"],
      [{ name: "told_outcome" }, "سنذهب إلى النادي مع صديقك."],
      [{ name: "said_back" }, "متى؟ غدًا؟"],
    ]);
    await fits();
    await answered(page, () => page.locator("main .form-end button").first().click());
    await expectSaved(page, say("said-saved"));
    assert.equal(await page.locator("ul.tasks a").filter({ hasText: task }).count(), 0, "the task is still there");
  }, phone);
});
