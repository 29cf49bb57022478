// A mother who fled, as the people meet it who must not find her: her address, her ties, and his brother at the authority.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { accessible } from "./harness/inspect.js";
import { word } from "./harness/words.js";
import { expectRefused, expectSaved, fillField, fillFields, submit } from "./steps/form.js";
import { expectAbsent, expectNowhere, expectShown } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const small = (language, theme) => ({ ...plain, language, width: 360, theme });
const say = (key, values) => word("en", key, values);
/** As the demo has it. */
const street = "Прибрежная 4";

const her = { record: null, family: null, name: null };
const as = onStage();

test("her page says that the address is protected, and opens it on purpose only", async () => {
  await as("social_worker", async (page) => {
    await page.goto("/children?kind=adult");
    const all = await page.locator("main table a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    for (const href of all) {
      await page.goto(href);
      if (await page.getByText(say("address-kept"), { exact: true }).count()) {
        her.record = href;
        break;
      }
    }
    assert.ok(her.record, "the demo has a mother who fled");
    her.name = (await page.getByRole("heading", { level: 1 }).innerText()).split(" · ")[0];
    her.family = await page.getByRole("link", { name: say("family-record") }).getAttribute("href");
    for (const path of ["", "/history", "/plan", "/print", "/consent", "/links", "/forms"]) {
      await page.goto(`${her.record}${path}`);
      assert.ok(!(await page.content()).includes(street), path);
    }
    await page.goto(her.record);
    await page.getByRole("button", { name: say("address-open-do") }).click();
    await expectShown(page, new RegExp(street));
  });
});

test("who types the address elsewhere is stopped, and keeps what was typed", async () => {
  await as("social_worker", async (page) => {
    await page.goto(`${her.record}/forms/community_activity`);
    await page.locator('select[name="activity"]').selectOption("mothers");
    await fillField(page, { name: "where" }, "Дом у старого маяка, улица ПРИБРЕЖНАЯ-4, квартира 9");
    await submit(page, /^Save/);
    await expectShown(page, say("refused-address-protected"));
    assert.match(await page.locator('[name="where"]').inputValue(), /ПРИБРЕЖНАЯ/);
  });
});

test("his brother at the local authority meets what is not there", async () => {
  await as("local_authority", async (page) => {
    await expectAbsent(page, her.record);
    await expectAbsent(page, her.family);
    for (const path of ["/day", "/children", "/referrals", `/children?q=${encodeURIComponent(her.name)}`]) {
      await page.goto(path);
      await expectNowhere(page, her.record.replace("/records/", ""));
    }
  });
});

test("a tie is made in both records, in every language and without a script, and ended with a reason", async () => {
  await as("social_worker", async (page) => {
    await page.goto(her.family);
    await expectShown(page, say("family-together"));
    assert.deepEqual(await accessible(page, plain), []);
    await page.goto(`${her.record}/links`);
    assert.deepEqual(await accessible(page, plain), []);
    await submit(page, say("tie-do"));
    await expectRefused(page, { name: "to" }, word("en", "wrong-required"));
  });
  const looks = [small("ar", "dark"), { ...plain, script: "off" }];
  for (const look of looks) {
    await as("social_worker", async (page) => {
      await page.goto(`${her.record}/links`);
      assert.deepEqual(await accessible(page, look), []);
      await page.goto("/records/new?kind=adult");
      assert.deepEqual(await accessible(page, look), []);
    }, look);
  }
  await as("social_worker", async (page) => {
    await page.goto("/records/new?kind=adult");
    await fillFields(page, [[{ name: "given" }, "Гүлжан"], [{ name: "family_name" }, "Сынақова"], [{ name: "year" }, "1960"]]);
    await page.locator('[name="sex"][value="female"]').check();
    await page.locator('[name="basis"][value="vital_interest"]').check();
    await submit(page, say("by-hand-adult"));
    const made = new URL(page.url()).pathname.replace("/forms/adult_profile", "");
    await page.goto(`${her.record}/links`);
    await fillField(page, { name: "to" }, made.replace("/records/", ""));
    await page.locator('[name="relation"][value="mother"]').check();
    await submit(page, say("tie-do"));
    await expectSaved(page, say("said-linked"));
    await page.goto(`${made}/links`);
    await expectShown(page, new RegExp(her.name.split(" ")[0]));
    await page.goto(her.record);
    // In the picture first, whose title nobody sees, then in the list.
    assert.ok(await page.locator("main a").filter({ hasText: "Сынақова" }).count(), "she stands on the other's page");
    await page.goto(`${her.record}/links`);
    const own = page.locator(".group").filter({ hasText: "Сынақова" });
    await own.locator("summary").click();
    await own.locator("textarea").fill("Another woman of that name");
    await own.getByRole("button").click();
    await expectSaved(page, say("said-unlinked"));
  });
});
