// A case goes from one region to another: the letter, the note that goes along, who says yes, and the goodbye.
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
const note = "Sleeps with the lamp on; ask about the kite.";

const as = onStage();

const handing = (language) => word(language, "transfer-take-do");
const own = async (page, kind) => {
  await page.goto(`/children?kind=${kind}`);
  const links = await page.locator('main a[href^="/records/HW-"]').evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  return [...new Set(links.map((href) => code.exec(href)[0]))];
};

test("the directory says whom to ask for what, and how much room there is, to those who send", async () => {
  for (const look of [plain, small("ar", "dark"), small("kk", "light"), { ...plain, language: "ru" }]) {
    await as("social_worker", async (page) => {
      const say = (key) => word(look.language, key);
      await page.goto("/referrals");
      await answered(page, () => page.locator('a[href="/directory"]').click());
      await expectShown(page, say("directory-title"));
      assert.ok(await page.locator("main table tbody tr").count() > 5, "the own region is shown first");
      await page.locator('select[name="region"]').selectOption("kz-karaganda");
      await page.locator('select[name="purpose"]').selectOption("transfer");
      await answered(page, () => page.getByRole("button", { name: say("directory-do") }).click());
      assert.equal(await page.locator("main table tbody tr").count(), 1);
      await expectShown(page, say("directory-room"));
      assert.deepEqual(await accessible(page, look), []);
    }, look);
  }
  await as("teacher", (page) => expectAbsent(page, "/directory"));
  await as("registrar", (page) => expectAbsent(page, "/directory"));
});

test("a case is not handed over without the note and consent, and then waits for a yes", async () => {
  await as("social_worker", async (page) => {
    const say = (key, values) => word("en", key, values);
    let record;
    for (const adult of await own(page, "adult")) {
      await page.goto(`/records/${adult}/refer?purpose=transfer`);
      if (await page.locator('a[href*="service=astana_centre"]').count()) {
        record = `/records/${adult}`;
        break;
      }
    }
    assert.ok(record, "a case of one's own");
    const letter = `${record}/refer?purpose=transfer&service=astana_centre`;
    await page.goto(letter);
    await expectShown(page, say("refer-blocked"));
    await follow(page, say("consent-record-do"));
    await fillFields(page, [[{ name: "limits" }, true], [{ name: "decision" }, "given"], [{ name: "giver" }, "self"]]);
    if (await page.locator('textarea[name="capacity"]').count()) await fillField(page, { name: "capacity" }, "Knows what it means");
    await submit(page, say("consent-save-do"));
    await expectSaved(page, say("said-consent-recorded"));
    await page.goto(letter);
    if (await page.getByText(say("transfer-note-missing")).count()) {
      assert.equal(await page.locator('textarea[name="needs"]').count(), 0, "a letter without a handover note");
      assert.deepEqual(await accessible(page, plain), []);
      await follow(page, say("transfer-note-do"));
      await page.locator('select[name="to_place"]').selectOption("kz-astana");
      await fillFields(page, [
        [{ name: "receiving_worker" }, "Centre in Astana"],
        [{ name: "met" }, "yes"],
        [{ name: "first_to_know" }, note],
      ]);
      await submit(page, /^Save/);
      await expectSaved(page);
      await page.goto(letter);
    }
    await expectShown(page, say("transfer-when-accepted"));
    assert.deepEqual(await accessible(page, plain), []);
    await fillField(page, { name: "needs" }, "They move to her sister next week.");
    await submit(page, /^Send to /);
    await expectSaved(page, say("said-referral-sent"));
    // Nothing has moved: it is still the sender's, and a second one is not sent.
    await page.goto(`${record}/forms/contact`);
    await page.goto(letter);
    await fillField(page, { name: "needs" }, "Once more.");
    await submit(page, /^Send to /);
    await expectShown(page, say("refused-already-transferring"));
  });
});

test("who accepts says who is responsible; then the note opens, and the open tasks are theirs", async () => {
  for (const look of [small("ar", "dark"), { ...plain, script: "off" }]) {
    await as("social_worker", async (page) => {
      const say = (key) => word(look.language ?? "en", key);
      await page.goto("/referrals");
      const links = await page
        .locator('main section, main .card')
        .first()
        .locator('a[href*="/referrals/"]')
        .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
      let waiting;
      for (const href of links) {
        await page.goto(href);
        if (await page.getByRole("button", { name: say("transfer-take-do") }).count()) {
          waiting = href;
          break;
        }
      }
      assert.ok(waiting, "a case waits for a yes in the demo");
      const record = waiting.replace(/\/referrals\/.*/, "");
      await expectShown(page, say("transfer-take-what"));
      await expectAbsent(page, `${record}/forms/handover_note`);
      await page.goto(waiting);
      assert.deepEqual(await accessible(page, look), []);
      await fillField(page, { name: "word" }, "We meet them at the station.");
      await submit(page, handing(look.language ?? "en"));
      await expectSaved(page, say("said-transfer-taken"));
      assert.ok(await page.locator(`a[href^="${record}/forms/handover_note/"]`).count(), "the note is open now");
      await page.goto(waiting);
      await expectShown(page, say("refer-state-done"));
      assert.equal(await page.getByRole("button", { name: handing(look.language ?? "en") }).count(), 0, "it is taken once");
    }, look);
  }
});
