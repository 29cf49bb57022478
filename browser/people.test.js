// People who come and go: a caseload is handed on, somebody is away and somebody stands in, a calendar reads along.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { accessible } from "./harness/inspect.js";
import { word } from "./harness/words.js";
import { answered, expectAbsent, expectShown } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const small = (language, theme) => ({ ...plain, language, width: 360, theme });

const as = onStage();

const caseloads = async (page) => {
  await page.goto("/team");
  return page.locator('main a[href^="/team/"]').evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("href").split("#")[0]))]);
};
const ticks = 'input[name="record"]';

test("a supervisor hands on one record, with its word, and then all that is left", async () => {
  let path;
  await as("supervisor", async (page) => {
    const say = (key, values) => word("en", key, values);
    let most = 0;
    for (const one of await caseloads(page)) {
      await page.goto(one);
      const count = await page.locator(ticks).count();
      if (count > 1 && (most === 0 || count < most)) [path, most] = [one, count];
    }
    assert.ok(path, "somebody with records");
    await page.goto(path);
    assert.deepEqual(await accessible(page, plain), []);
    for (const tick of await page.locator(`${ticks}:checked`).all()) await tick.uncheck();
    const give = () => page.getByRole("button", { name: say("caseload-give-do"), exact: true }).click();
    // Not the first: a colleague of the demo must not have it, and of that the page would say no more than that.
    await page.locator(ticks).last().check();
    await page.locator('input[type="radio"][name="to"]').first().check();
    await answered(page, give);
    await expectShown(page, say("refused-handover-word"));
    assert.ok(await page.locator(ticks).last().isChecked(), "what was ticked stays");
    await page.locator('textarea[name="word"]').fill("Her aunt comes on Friday.");
    await answered(page, give);
    await expectShown(page, say("said-handed-on"));
    assert.equal(await page.locator(ticks).count(), most - 1);
    // Everything that is left, to the team's queue: no limit stands against it.
    await page.locator('input[type="radio"][name="to"]').last().check();
    await page.locator('textarea[name="word"]').fill("She leaves us today.");
    await answered(page, () => page.getByRole("button", { name: say("caseload-give-all-do") }).click());
    await page.goto(path);
    assert.equal(await page.locator(ticks).count(), 0);
    await expectShown(page, say("caseload-empty"));
  });
  for (const role of ["social_worker", "psychologist", "registrar", "administrator", "data_protection_officer"]) {
    await as(role, (page) => expectAbsent(page, path));
  }
});

test("whoever goes proposes who follows, and the supervisor finds it ticked", async () => {
  const say = (key, values) => word("en", key, values);
  let follower;
  await as("social_worker", async (page) => {
    await page.goto("/me");
    await page.locator('main a[href="/me/handover"]').click();
    await expectShown(page, say("propose-what"));
    assert.deepEqual(await accessible(page, plain), []);
    const first = page.locator('select[name^="to."]').first();
    follower = await first.locator("option").nth(1).innerText();
    await first.selectOption({ index: 1 });
    await answered(page, () => page.getByRole("button", { name: say("propose-do"), exact: true }).click());
    await expectShown(page, say("said-handover-proposed"));
    assert.notEqual(await page.locator('select[name^="to."]').first().inputValue(), "");
  });
  await as("supervisor", async (page) => {
    let found = false;
    for (const one of await caseloads(page)) {
      await page.goto(one);
      found ||= await page.getByText(say("caseload-proposed-one", { who: follower.split(" · ")[0] })).count() > 0;
      if (found) break;
    }
    assert.ok(found, "the proposal");
    assert.ok(await page.locator(`${ticks}:checked`).count() > 0);
    assert.deepEqual(await accessible(page, plain), []);
  });
  for (const look of [small("ar", "dark"), small("kk", "light"), { ...plain, language: "ru" }]) {
    await as("social_worker", async (page) => {
      await page.goto("/me/handover");
      await expectShown(page, word(look.language, "propose-title"));
      assert.deepEqual(await accessible(page, look), []);
    }, look);
  }
  await as("teacher", (page) => expectAbsent(page, "/me/handover"));
});

test("leave without a deputy is told to the supervisor, who names one", async () => {
  await as("supervisor", async (page) => {
    const say = (key, values) => word("en", key, values);
    await page.goto("/day");
    await page.locator('main a[href="/team#away"]').waitFor({ state: "visible" });
    await page.goto("/team");
    await answered(page, () => page.locator('a[href$="#away"]', { hasText: say("leave-nobody") }).first().click());
    const deputy = page.locator('select[name^="deputy."]').first();
    await deputy.selectOption({ index: 1 });
    await answered(page, () => page.getByRole("button", { name: say("deputy-set-do") }).first().click());
    await expectShown(page, say("said-leave-set"));
    assert.equal(await page.locator('select[name^="deputy."]').count(), 0);
  });
});

test("a calendar is told numbers, through a link that is shown once", async () => {
  await as("social_worker", async (page) => {
    const say = (key, values) => word("en", key, values);
    await page.goto("/me/calendar");
    await answered(page, () => page.getByRole("button", { name: say("calendar-make-do") }).click());
    await expectShown(page, say("calendar-once"));
    const link = await page.locator(".link-once code").innerText();
    // As a calendar does: signed in nowhere.
    const read = () => fetch(link);
    const feed = await read();
    assert.equal(feed.status, 200);
    assert.match(feed.headers.get("content-type"), /^text\/calendar/);
    const text = await feed.text();
    assert.match(text, /\r\nSUMMARY:Homeward: \d+ tasks? due\r\n/);
    assert.doesNotMatch(text, /HW-|[Ѐ-ӿ]/, "no code, no name");
    await page.goto("/me/calendar");
    assert.ok(!(await page.content()).includes("/feed/"));
    await answered(page, () => page.getByRole("button", { name: say("calendar-end-do") }).click());
    assert.equal((await read()).status, 404);
  });
});

test("the pages of the own account are read in every language", async () => {
  for (const look of [plain, small("ar", "dark"), small("kk", "light"), { ...plain, language: "ru" }]) {
    await as("social_worker", async (page) => {
      for (const [path, title] of [["/me/away", "leave-title"], ["/me/reminders", "reminders-title"], ["/me/calendar", "calendar-title"]]) {
        await page.goto(path);
        await expectShown(page, word(look.language, title));
        assert.deepEqual(await accessible(page, look), []);
      }
    }, look);
  }
});

test("somebody manages teams and sees what one still has, in numbers", async () => {
  await as("administrator", async (page) => {
    const say = (key) => word("en", key);
    await page.goto("/teams?q=Atyrau");
    const teams = await page.locator('main a[href^="/teams/"]').evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    for (const team of teams) {
      await page.goto(`${team}/close`);
      if (await page.getByText(say("close-team-records"), { exact: true }).count()) break;
    }
    await expectShown(page, say("close-team-records"));
    await expectShown(page, say("close-team-people"));
    assert.equal(await page.getByRole("button", { name: say("close-team-do") }).count(), 0);
    assert.deepEqual(await accessible(page, plain), []);
    // One of the demo has closed.
    await page.goto("/teams?q=Mobile");
    await expectShown(page, say("teams-closed"));
  });
});
