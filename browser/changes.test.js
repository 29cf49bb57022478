// Mistakes put right and lives that change: undone, struck and written anew, filed on the right child, another name, eighteen, a death.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { accessible } from "./harness/inspect.js";
import { word } from "./harness/words.js";
import { code } from "./steps/child.js";
import { expectSaved, fillField, fillFields, submit } from "./steps/form.js";
import { answered, expectAbsent, expectShown, follow } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const small = (language, theme) => ({ ...plain, language, width: 360, theme });

const as = onStage();

const say = (key, values) => word("en", key, values);
const own = async (page) => {
  await page.goto("/children?kind=child");
  const links = await page.locator('main a[href^="/records/HW-"]').evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  const found = [];
  // The list has colleagues' children, too; those one may write about are one's own.
  for (const child of new Set(links.map((href) => code.exec(href)[0]))) {
    await page.goto(`/records/${child}/forms`);
    if (await page.locator('main a[href$="/forms/death"]').count()) found.push(child);
    if (found.length === 4) break;
  }
  assert.equal(found.length, 4, "children of one's own");
  return found;
};
const call = [[{ name: "contact_kind" }, "call"], [{ name: "reached" }, "no_answer"], [{ name: "concern" }, "none"]];
/** Writes a call down; gives the address it came back to. */
const calls = async (page, child, words) => {
  await page.goto(`/records/${child}/forms/contact`);
  await fillFields(page, [...call, [{ name: "agreed" }, words]]);
  await answered(page, () => page.locator('main form[data-logic] .form-end button[type="submit"]').first().click());
  await expectSaved(page, say("said-saved"));
};

test("what was just saved is undone with one click, and can be taken back", async () => {
  await as("social_worker", async (page) => {
    const [child] = await own(page);
    await calls(page, child, "Undone at once");
    await expectShown(page, say("change-undo-what"));
    assert.deepEqual(await accessible(page, plain), []);
    await answered(page, () => page.getByRole("button", { name: say("change-undo-do"), exact: true }).click());
    await expectShown(page, say("said-undone"));
    await page.goto(`/records/${child}/history`);
    await expectShown(page, say("struck-undone"));
    await follow(page, say("change-restore-do"));
    await answered(page, () => page.getByRole("button", { name: say("change-restore-do") }).click());
    await expectShown(page, say("said-restored"));
    await page.goto(`/records/${child}/history`);
    await expectShown(page, say("event-restored"));
  });
});

test("a wrong value is struck through and written anew with the rest as it was", async () => {
  await as("social_worker", async (page) => {
    const [child] = await own(page);
    await calls(page, child, "Wednesday at noon");
    await follow(page, say("change-undo-other"));
    await fillField(page, { name: "reason" }, "It was Thursday");
    await answered(page, () => page.getByRole("button", { name: say("change-anew-do") }).click());
    assert.equal(await page.locator('textarea[name="agreed"]').inputValue(), "Wednesday at noon");
    assert.deepEqual(await accessible(page, plain), []);
    await fillField(page, { name: "agreed" }, "Thursday at noon");
    await answered(page, () => page.locator('main form[data-logic] .form-end button[type="submit"]').first().click());
    await expectSaved(page, say("said-saved"));
    await page.goto(`/records/${child}/history`);
    assert.ok((await page.content()).includes("It was Thursday"));
  });
});

test("what was filed on the wrong child goes to the right one, after a look at the name", async () => {
  await as("social_worker", async (page) => {
    const [wrong, right] = await own(page);
    await calls(page, wrong, "Said by the other child");
    await follow(page, say("change-undo-other"));
    await follow(page, say("change-elsewhere-link"));
    await fillField(page, { name: "to" }, "HW-0000-000");
    await submit(page, say("change-elsewhere-look"));
    await expectShown(page, say("refused-target-unknown"));
    await fillField(page, { name: "to" }, right);
    await submit(page, say("change-elsewhere-look"));
    await expectShown(page, say("change-elsewhere-then"));
    assert.deepEqual(await accessible(page, plain), []);
    await submit(page, say("change-elsewhere-do"));
    await expectShown(page, say("said-filed-elsewhere"));
    await page.goto(`/records/${wrong}/history`);
    await expectShown(page, say("event-elsewhere"));
    const there = await page.locator("main").innerText();
    assert.ok(!there.includes("Said by the other child") && !there.includes(right));
    await page.goto(`/records/${right}/history`);
    const here = await page.locator("main").innerText();
    assert.ok(!here.includes(wrong));
    assert.ok((await page.content()).includes("Said by the other child"));
  });
});

test("somebody who comes of age decides anew, in every language and on a telephone", async () => {
  let record;
  await as("social_worker", async (page) => {
    const children = await own(page);
    record = `/records/${children.at(-1)}`;
    await expectAbsent(page, `${record}/again`);
    await expectAbsent(page, `${record}/forms/own_wish`);
    await page.goto(`${record}/forms/birth_change`);
    await fillFields(page, [[{ name: "new_birth" }, { day: "20", month: "12", year: "2008" }], [{ name: "new_birth_basis" }, "document"]]);
    await answered(page, () => page.locator('main form[data-logic] .form-end button[type="submit"]').first().click());
    await expectSaved(page, say("said-saved"));
    await follow(page, say("again-title"));
    await expectShown(page, say("again-services"));
    assert.deepEqual(await accessible(page, plain), []);
  });
  for (const look of [small("ar", "dark"), small("kk", "light"), { ...plain, language: "ru" }]) {
    await as("social_worker", async (page) => {
      await page.goto(`${record}/again`);
      await expectShown(page, word(look.language, "again-consents"));
      assert.deepEqual(await accessible(page, look), []);
    }, look);
  }
  await as("teacher", (page) => expectAbsent(page, `${record}/again`));
});

test("a death is a quiet page, ends the work, and is taken back when it was not so", async () => {
  await as("social_worker", async (page) => {
    const children = await own(page);
    const record = `/records/${children.at(-2)}`;
    await page.goto(`${record}/forms/death`);
    assert.deepEqual(await accessible(page, plain), []);
    await fillFields(page, [[{ name: "died_on" }, { month: "11", year: "2026" }], [{ name: "death_basis" }, "family"]]);
    await answered(page, () => page.locator('main form[data-logic] .form-end button[type="submit"]').first().click());
    await expectSaved(page, say("said-saved"));
    await expectShown(page, say("death-said"));
    await answered(page, () => page.getByRole("button", { name: say("change-undo-do"), exact: true }).click());
    await expectShown(page, say("said-undone"));
    assert.equal(await page.getByText(say("death-said")).count(), 0);
  });
});
