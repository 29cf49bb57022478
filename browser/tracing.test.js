// What a relative who asks is told: the registrar's page of a request, the same for each of them but the one that may be
// answered, in four languages; and closed to everybody else.
import { test } from "node:test";
import assert from "node:assert/strict";
import { settled } from "./harness/sweep.js";
import { shoot } from "./harness/shots.js";
import { word } from "./harness/words.js";
import { expectAbsent, expectShown, follow } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const as = onStage();
const say = (key, language = "en") => word(language, key);
const languages = ["en", "ru", "kk", "ar"];
const story = { requests: [] };

test("the registrar says the same of each request, and more of the one that may be answered", async () => {
  await as("registrar", async (page) => {
    await follow(page, say("place-lists"));
    await follow(page, "Обращения родственников, октябрь");
    const hrefs = await page.locator("main table tbody tr > :first-child a[href^='/records/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    story.requests = [...new Set(hrefs)];
    assert.ok(story.requests.length > 6, `only ${story.requests.length} requests`);
    await page.goto(story.requests[0]);
    await follow(page, say("seeker-title"));
    await settled(page);
    await shoot(page, "seeker");
    const told = [];
    for (const request of story.requests) {
      await page.goto(`${request}/answer`);
      await expectShown(page, say("seeker-nothing-else"));
      const said = await page.locator("main blockquote").allInnerTexts();
      assert.equal(said.length, languages.length);
      told.push(said.toSorted().join("\n"));
    }
    const all = (key) => languages.map((language) => say(key, language)).toSorted().join("\n");
    assert.equal(told.filter((said) => said === all("seeker-possible")).length, 1, "one may be answered");
    assert.equal(told.filter((said) => said === all("seeker-standing")).length, told.length - 1);
    assert.equal(await page.locator('main [lang="ar"]').getAttribute("dir"), "rtl");
  });
});

for (const role of ["social_worker", "teacher", "operation_officer", "data_protection_officer"]) {
  test(`to ${role} there is no such request`, async () => {
    assert.ok(story.requests.length, "an earlier part did not find the requests");
    await as(role, async (page) => {
      await expectAbsent(page, story.requests[0]);
      await expectAbsent(page, `${story.requests[0]}/answer`);
    });
  });
}
