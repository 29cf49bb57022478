// The forms of a record as they are filled: questions come and go, what is wrong is said at its place and goes when it is
// mended, choices are filtered, rows are added and taken out; and the same without JavaScript, by buttons.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, open, plain } from "./harness/chromium.js";
import { accessible } from "./harness/inspect.js";
import { start } from "./harness/program.js";
import { watch } from "./harness/watch.js";
import { word } from "./harness/words.js";
import { code } from "./steps/child.js";
import { expectAsked, expectNotAsked, expectRefused, expectSaved, fillField, fillFields, submit } from "./steps/form.js";
import { answered } from "./steps/page.js";
import { signedInAs } from "./steps/sign-in.js";

const withoutScript = { ...plain, script: "off" };

let program;
let browser;
let worker;
let children;
before(async () => {
  program = await start();
  browser = await launch();
  worker = await signedInAs(browser, program.url, "social_worker");
  children = [];
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

/** The next record on which this worker may fill the form; each is taken once. */
async function recordFor(page, form) {
  if (!children.length) {
    await page.goto("/children?kind=child");
    const links = await page.locator('main a[href^="/records/HW-"]').evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    children = [...new Set(links.map((href) => code.exec(href)[0]))];
  }
  while (children.length) {
    const record = `/records/${children.shift()}`;
    await page.goto(`${record}/forms`);
    if (await page.locator(`a[href="${record}/forms/${form}"]`).count()) return record;
  }
  throw new Error(`no record on which ${form} may be filled`);
}

/** Opens a form of a child nobody else fills here, does something with it, and has nothing go wrong behind it. */
async function fill(form, act, look = plain) {
  const context = await open(browser, program.url, look, worker);
  try {
    const page = await context.newPage();
    const watched = await watch(page, program.url);
    watched.begin({ expected: [422] });
    const record = await recordFor(page, form);
    await page.goto(`${record}/forms/${form}`);
    await act(page, record);
    assert.deepEqual(watched.troubles(), []);
  } finally {
    await context.close();
  }
}

const field = (page, name) => page.locator(`[data-field="${name}"]`);
const message = async (page, name) => (await field(page, name).locator("[data-message]").first().innerText()).trim();
const kinds = (page, name) => field(page, name).locator("label.option").evaluateAll((all) => all.filter((one) => one.offsetParent).map((one) => one.dataset.choice));
const rows = (page) => page.locator("[data-row]:visible");
const numbers = (page) => rows(page).locator("legend [data-number]").allInnerTexts();
const where = (page, row) => page.locator(`[name="places_lived.${row}.lived_where"]`);
const clean = async (page, look = plain) => assert.deepEqual(await accessible(page, look), []);

test("questions come and go with the answers, and choices with the question", () =>
  fill("contact", async (page) => {
    await expectNotAsked(page, { name: "concern_kinds" });
    await fillField(page, { name: "concern" }, "serious");
    await expectAsked(page, { name: "concern_kinds" });
    // The question comes without the choice its filter takes away.
    const offered = await kinds(page, "concern_kinds");
    assert.ok(offered.includes("threats") && !offered.includes("none"), offered.join());
    // A sensitive question of a new form is an ordinary one.
    await fillField(page, { name: "concern_note" }, "The neighbour shouts");
    await fillField(page, { name: "concern" }, "none");
    await expectNotAsked(page, { name: "concern_note" });
    await fillField(page, { name: "concern" }, "serious");
    assert.equal(await field(page, "concern_note").locator("textarea").inputValue(), "The neighbour shouts");
    await clean(page);
  }));

test("a filter follows the answer it asks for", () =>
  fill("child_profile", async (page) => {
    const boxes = field(page, "languages").locator("input[type=checkbox]");
    for (const box of await boxes.all()) await box.uncheck();
    await fillField(page, { name: "languages" }, ["kk", "ru"]);
    await expectAsked(page, { name: "thinks_in" });
    const choice = (value) => field(page, "thinks_in").locator(`option[value="${value}"], [data-choice="${value}"]`);
    const offered = async (value) => choice(value).evaluate((one) => !one.hidden && !(one.disabled ?? one.querySelector("input").disabled));
    assert.deepEqual([await offered("kk"), await offered("ru"), await offered("ar")], [true, true, false]);
    await fillField(page, { name: "thinks_in" }, "ru");
    await boxes.and(page.locator('[value="ru"]')).uncheck();
    await boxes.and(page.locator('[value="ar"]')).check();
    assert.deepEqual([await offered("kk"), await offered("ru"), await offered("ar")], [true, false, true]);
    const sent = await page.locator("form[data-logic]").evaluate((form) => new FormData(form).getAll("thinks_in").join(""));
    assert.equal(sent, "", "what is no longer offered is no longer chosen");
  }));

test("what is wrong is said when a field is left, with its picture, and goes when it is mended", () =>
  fill("safety_check", async (page) => {
    const day = page.locator('[name="done_on"]');
    await day.fill("2026-12-31");
    assert.equal(await message(page, "done_on"), "", "nobody is corrected half way");
    await day.blur();
    assert.match(await message(page, "done_on"), /future/);
    assert.equal(await field(page, "done_on").locator("[data-message] svg").count(), 1);
    await expectRefused(page, { name: "done_on" }, /future/);
    await clean(page);
    await day.fill("2026-11-14");
    assert.equal(await message(page, "done_on"), "");
    assert.equal(await day.getAttribute("aria-invalid"), null);
    // The server's own message stands until its answer is another, then goes too.
    await fillField(page, { name: "harm_kinds" }, ["none", "threats"]);
    assert.match(await message(page, "harm_kinds"), /Nothing known/);
    assert.equal((await submit(page, /^Save/)).status(), 422);
    await expectRefused(page, { name: "harm_kinds" }, /Nothing known/);
    await expectRefused(page, { name: "seen_alone" }, /./);
    await clean(page);
    const asked = field(page, "seen_alone").locator("input[type=radio]").first();
    await asked.focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    assert.notEqual(await message(page, "seen_alone"), "", "passing by mends nothing");
    await fillField(page, { name: "seen_alone" }, "yes");
    assert.equal(await message(page, "seen_alone"), "");
    await field(page, "harm_kinds").locator('input[value="none"]').uncheck();
    assert.equal(await message(page, "harm_kinds"), "");
    assert.equal(await field(page, "harm_kinds").locator("[aria-invalid]").count(), 0);
  }));

test("rows are added and taken out in the page, and what is saved is what was left", () =>
  fill("background", async (page, record) => {
    let loads = 0;
    page.on("framenavigated", () => (loads += 1));
    const add = page.locator('button[name="_add"]');
    const had = await rows(page).count();
    for (const place of ["Aleppo", "Raqqa", "Hasaka"]) {
      await add.click();
      assert.match(await page.evaluate(() => document.activeElement.name), /lived_where$/);
      await page.keyboard.type(place);
    }
    assert.equal(await rows(page).count(), had + 3);
    await clean(page);
    await rows(page).nth(had + 1).locator('button[name="_remove"]').click();
    assert.deepEqual((await numbers(page)).slice(had), [String(had + 1), String(had + 2)]);
    assert.equal(await page.evaluate(() => document.activeElement.name), "_add");
    // Live logic holds in a new row too.
    const last = rows(page).last();
    await last.locator('[name$=".lived_from.year"]').fill("98");
    await last.locator('[name$=".lived_from.year"]').blur();
    assert.match(await last.locator('[data-field="lived_from"] [data-message]').innerText(), /four digits/);
    await last.locator('[name$=".lived_from.year"]').fill("1998");
    assert.equal(await last.locator('[data-field="lived_from"] [data-message]').innerText(), "");
    assert.equal(loads, 0, "a row costs no round trip");
    // Enter saves; it presses none of the buttons on the way.
    await answered(page, () => where(page, had).press("Enter"));
    await expectSaved(page, word("en", "said-saved"));
    await page.goto(`${record}/forms/background`);
    const kept = await page.locator('[name$=".lived_where"]').evaluateAll((all) => all.map((one) => one.value));
    assert.deepEqual(kept.slice(had), ["Aleppo", "Hasaka"]);
    // A stored row that is taken out is gone when the form is saved.
    await rows(page).nth(had).locator('button[name="_remove"]').click();
    await submit(page, /^Save/);
    await expectSaved(page);
    await page.goto(`${record}/forms/background`);
    assert.equal(await rows(page).count(), had + 1);
    assert.equal(await where(page, had).inputValue(), "Hasaka");
  }));

test("the same rows without JavaScript, by buttons", () =>
  fill("background", async (page, record) => {
    const add = () => answered(page, () => page.locator('button[name="_add"]').click());
    const had = await rows(page).count();
    for (const [at, place] of ["Mosul", "Sinjar", "Erbil"].entries()) {
      await add();
      assert.match(page.url(), /#f-places_lived$/, "the reader stays at the rows");
      await where(page, had + at).fill(place);
    }
    await answered(page, () => rows(page).nth(had + 1).locator('button[name="_remove"]').click());
    assert.deepEqual((await numbers(page)).slice(had), [String(had + 1), String(had + 2)]);
    assert.equal(await where(page, had + 2).inputValue(), "Erbil");
    await add();
    await answered(page, () => where(page, had).press("Enter"));
    await expectSaved(page, word("en", "said-saved"));
    await page.goto(`${record}/forms/background`);
    const kept = await page.locator('[name$=".lived_where"]').evaluateAll((all) => all.map((one) => one.value));
    assert.deepEqual(kept.slice(had), ["Mosul", "Erbil"]);
  }, withoutScript));

test("without JavaScript questions and choices are brought up to date by a button, and mistakes said at their place", () =>
  fill("contact", async (page) => {
    await expectNotAsked(page, { name: "concern_kinds" });
    await fillField(page, { name: "concern" }, "serious");
    await submit(page, word("en", "field-again"));
    await expectAsked(page, { name: "concern_kinds" });
    const offered = await kinds(page, "concern_kinds");
    assert.ok(offered.includes("threats") && !offered.includes("none"), offered.join());
    await fillFields(page, [[{ name: "contact_on" }, "2026-12-31"], [{ name: "concern_note" }, "The neighbour shouts"]]);
    assert.equal((await submit(page, /^Save/)).status(), 422);
    await expectRefused(page, { name: "contact_on" }, /./, "2026-12-31");
    assert.equal(await page.locator('[name="concern_note"]').inputValue(), "The neighbour shouts");
    await clean(page, withoutScript);
  }, withoutScript));

test("what is only looked at makes no draft", () =>
  fill("safety_check", async (page, record) => {
    let kept = 0;
    page.on("request", (request) => (kept += request.url().endsWith("/draft") ? 1 : 0));
    await page.goto(record);
    await page.goto(`${record}/forms/safety_check`);
    assert.equal(kept, 0);
    assert.equal(await page.getByText(word("en", "form-from-draft")).count(), 0);
  }));

test("a sensitive answer is closed where one is stored, opened on purpose, and lost by nobody", () =>
  fill("child_view", async (page, record) => {
    const secret = "not to her uncle";
    await fillFields(page, [[{ name: "occasion" }, "child_asked"], [{ name: "words" }, "I want to draw."], [{ name: "not_to_tell" }, secret]]);
    await submit(page, /^Save/);
    await expectSaved(page);
    const entries = page.locator('a[href*="/forms/child_view/"]');
    await page.goto(record);
    await page.goto(await entries.first().getAttribute("href"));
    assert.ok(!(await page.content()).includes(secret), "it is not on the page");
    await clean(page);
    await fillField(page, { name: "hopes" }, "A bicycle");
    await answered(page, () => page.locator('button[name="_open"]').click());
    assert.match(page.url(), /#f-not_to_tell$/);
    assert.equal(await page.locator('[name="not_to_tell"]').inputValue(), secret);
    assert.equal(await page.locator('[name="hopes"]').inputValue(), "A bicycle");
    await submit(page, /^Save/);
    await expectSaved(page);
  }));
