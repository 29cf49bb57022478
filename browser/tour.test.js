// The guided tour of the demo, walked to its end: in English, in Arabic on a phone, without JavaScript; and what it says
// where somebody has been before.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, open, plain } from "./harness/chromium.js";
import { inspect } from "./harness/inspect.js";
import { start } from "./harness/program.js";
import { settled } from "./harness/sweep.js";
import { watch } from "./harness/watch.js";
import { word } from "./harness/words.js";
import { fillField, submit } from "./steps/form.js";
import { answered, expectNowhere, expectShown } from "./steps/page.js";

let program;
let browser;
before(async () => {
  program = await start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

/** What each stop is called in the words, and the page it opens. */
const stops = [
  ["list", /^\/flights\/HW-[^/]+\/import$/],
  ["pair", /^\/matches\/HW-[^/]+$/],
  ["day", /^\/day$/],
  ["child", /^\/records\/HW-[^/]+$/],
  ["school", /^\/records\/HW-[^/]+$/],
  ["referral", /^\/records\/HW-[^/]+\/referrals\/\w+$/],
  ["plan", /^\/records\/HW-[^/]+\/plan$/],
  ["counts", /^\/counts$/],
  ["log", /^\/officer$/],
];

const path = (page) => new URL(page.url()).pathname;
const bare = (text) => text.replace(/[\u2066-\u2069]/g, "").replace(/\s+/g, " ").trim();

/** A visitor with a browser of their own, and what is wrong behind their back. */
async function visitor(look, act) {
  const context = await open(browser, program.url, look);
  try {
    const page = await context.newPage();
    const watched = await watch(page, program.url);
    const say = (key, values) => word(look.language, key, values);
    const panel = page.getByRole("region").filter({ hasText: say("tour-title") });
    await act({ page, watched, say, panel, press: (key) => answered(page, () => panel.getByRole("button", { name: say(key), exact: true }).click()) });
  } finally {
    await context.close();
  }
}

async function begin({ page, say }) {
  await page.goto("/");
  await answered(page, () => page.getByRole("button", { name: say("tour-start") }).click());
}

async function walk(look) {
  await visitor(look, async (seen) => {
    const { page, watched, say, panel, press } = seen;
    let child;
    watched.begin();
    await begin(seen);
    for (const [index, [name, where]] of stops.entries()) {
      assert.match(path(page), where);
      // Read out as a place of its own, with where it stands.
      assert.equal(await panel.count(), 1, `${name}: one panel`);
      const called = bare(await panel.getAttribute("aria-label"));
      const number = (value) => `[${value}${String(value).replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)))}]`;
      assert.match(called, new RegExp(`${number(index + 1)}.*${number(stops.length)}`), called);
      assert.ok(bare(await panel.innerText()).includes(bare(say(`tour-${name}`))), `${name} says what to look at`);
      await settled(page);
      assert.deepEqual(await inspect(page, look, watched), [], `${name} in ${look.language}`);
      if (name === "child") child = path(page);
      if (name === "school") {
        assert.equal(path(page), child, "the same child");
        await expectNowhere(page, say("urgency-title"), say("consent-title"), "/history", "/urgency");
      }
      watched.begin();
      if (index === 1) {
        // By the keyboard alone.
        await panel.getByRole("button", { name: say("tour-next"), exact: true }).focus();
        await page.keyboard.press("Enter");
        await page.waitForURL("**/day");
      } else if (index + 1 < stops.length) {
        await press("tour-next");
      }
    }
    assert.equal(await panel.getByRole("button", { name: say("tour-next"), exact: true }).count(), 0, "nothing comes after the last");
    await press("tour-finish");
    assert.equal(path(page), "/");
    assert.equal(await panel.count(), 0);
    assert.equal(await page.getByRole("button", { name: say("tour-start") }).count(), 1, "it may be begun again");
  });
}

test("a newcomer is shown round in English", () => walk(plain));
test("a newcomer is shown round in Arabic, on a phone", () => walk({ ...plain, language: "ar", width: 360 }));
test("a newcomer is shown round in the dark, without JavaScript", () => walk({ ...plain, theme: "dark", width: 360, script: "off" }));

test("the sample list is there to take, and goes in", async () => {
  await visitor(plain, async (seen) => {
    const { page, say, panel } = seen;
    await begin(seen);
    const [download] = await Promise.all([page.waitForEvent("download"), panel.getByRole("link", { name: say("tour-take-list") }).click()]);
    await fillField(page, { name: "file" }, await download.path());
    await submit(page, say("import-read-do"));
    // The panel stays on the way through a task of several pages.
    assert.equal(await panel.count(), 1);
    await submit(page, say("import-show-people-do"));
    await expectShown(page, say("import-blocked"));
  });
});

test("somebody who wanders off comes back to the stop, and may leave the tour", async () => {
  await visitor(plain, async (seen) => {
    const { page, panel, press } = seen;
    await begin(seen);
    await press("tour-next");
    await press("tour-next");
    await page.goto("/children");
    assert.equal(await panel.count(), 1);
    await press("tour-again");
    assert.equal(path(page), "/day");
    await page.goto("/children?kind=adult");
    await press("tour-end");
    assert.equal(path(page), "/children", "leaving leads nowhere else");
    assert.equal(await panel.count(), 0);
    await page.goto("/day");
    assert.equal(await panel.count(), 0, "nor does it come back");
  });
});

test("what is done already is said, and shown where it stands", async () => {
  await visitor(plain, async (seen) => {
    const { page, say, panel, press } = seen;
    await begin(seen);
    for (let stop = 1; stop < 7; stop += 1) await press("tour-next");
    let signed = 0;
    while (path(page) !== "/team") {
      await submit(page, say("plan-approve-do"));
      signed += 1;
      assert.ok(signed < 20, "the supervisor signs and signs");
      await press("tour-again");
    }
    assert.ok(signed > 0, "no plan waited");
    await expectShown(page, say("tour-plan-done"));
    // Whoever skips the child of the stop before is told that this is another.
    await page.context().addCookies([{ name: "tour", value: "3", url: program.url }]);
    await page.goto("/day");
    await page.evaluate(() => document.querySelector("section.tour form").setAttribute("action", "/demo/tour/5"));
    await press("tour-next");
    await expectShown(page, say("tour-school-done"));
  });
});
