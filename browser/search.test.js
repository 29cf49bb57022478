// Finding somebody: in one's own records as one types, in any letters; and beyond them for a reason that somebody reads.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { labelOf } from "./harness/protocol.js";
import { word } from "./harness/words.js";
import { code, codeShown } from "./steps/child.js";
import { expectRefused, fillField, fillFields, submit } from "./steps/form.js";
import { answered, expectAbsent, expectNowhere, expectShown, follow, heading, inspected } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const farthest = { ...plain, language: "ar", width: 360, theme: "dark" };
const withoutScript = { ...plain, script: "off" };
const as = onStage();
const say = (key, values) => word("en", key, values);

/** As the demo has it: a given name of several of the worker's own children, and pieces of it as others write it. */
const given = "Хамза";
const inLatin = "Hamz";
const inArabic = "حمز";
/** What nobody bears. */
const nobody = "Ъъщыцъ";
/** A child of another region, as the registrar's queue has them: `{ record, name, words }`. */
const stranger = {};

const searchBox = (page) => page.getByRole("searchbox").first();
const rows = (page) => page.locator("main [data-found] tbody tr");
const codesFound = async (page) => (await rows(page).allInnerTexts()).map((text) => code.exec(text)[0]);
const mainOf = (page) => page.locator("main").innerText();
/** Enter, as whoever types it does. */
const sought = async (page, text) => {
  await searchBox(page).fill(text);
  await answered(page, () => searchBox(page).press("Enter"));
};
const lookedFor = (text) => `/children?q=${encodeURIComponent(text)}`;

/** Each row says something under the name for which it was found. */
const expectReasons = async (page) => {
  const reasons = await rows(page).locator(".hint").allInnerTexts();
  assert.equal(reasons.length, await rows(page).count());
  assert.ok(reasons.length > 0 && reasons.every((reason) => reason.trim() !== ""), "somebody is found for no reason");
};

test("a child is found as one types, in other letters than the name's, and it is said why", async () => {
  await as("social_worker", async (page, _, accessible) => {
    await page.goto("/children");
    const all = await page.locator("main [data-found] tbody tr").count();
    await searchBox(page).pressSequentially(inLatin);
    await expectShown(page, say("search-why-letters", { typed: inLatin.toLowerCase(), fits: given }));
    assert.equal(new URL(page.url()).search, "", "found without going anywhere");
    assert.ok((await rows(page).count()) < all);
    for (const row of await rows(page).allInnerTexts()) assert.match(row, new RegExp(given));
    await expectReasons(page);
    await accessible();
    await searchBox(page).fill(inArabic);
    await expectShown(page, say("search-why-form", { typed: inArabic, fits: given }));
    await expectReasons(page);
    await searchBox(page).fill("");
    await page.waitForFunction((before) => document.querySelectorAll("[data-found] tbody tr").length === before, all);
  });
});

test("the same people are found with Enter, and without JavaScript", async () => {
  let typed;
  await as("social_worker", async (page) => {
    await page.goto("/children");
    await searchBox(page).pressSequentially(inLatin);
    await expectShown(page, say("search-why-letters", { typed: inLatin.toLowerCase(), fits: given }));
    typed = await codesFound(page);
  });
  assert.ok(typed.length > 1, "the demo has several of that name");
  for (const look of [plain, withoutScript]) {
    await as("social_worker", async (page) => {
      await page.goto("/day");
      await sought(page, inLatin);
      assert.deepEqual(await codesFound(page), typed);
      await expectReasons(page);
    }, look);
  }
});

test("a code, in small letters and with blanks around it, leads to the record itself", async () => {
  await as("social_worker", async (page) => {
    await page.goto(lookedFor(inLatin));
    const [first] = await codesFound(page);
    await sought(page, ` ${first.toLowerCase()} `);
    assert.equal(new URL(page.url()).pathname, `/records/${first}`);
    assert.equal(await codeShown(page), first);
  });
});

test("people found stand well on a telephone, in Arabic and in the dark", async () => {
  await as("social_worker", async (page, say) => {
    await inspected(page, farthest, () => page.goto(lookedFor(inArabic)));
    assert.ok((await rows(page).count()) > 1);
    await expectReasons(page);
    await inspected(page, farthest, () => page.goto(lookedFor(nobody)));
    await expectShown(page, say("search-none"));
  }, farthest);
});

test("what nobody bears is answered plainly, as one types and with Enter", async () => {
  await as("social_worker", async (page) => {
    await page.goto("/children");
    await searchBox(page).fill(nobody);
    await expectShown(page, say("search-none"));
    assert.equal(await rows(page).count(), 0);
    await sought(page, nobody);
    await expectShown(page, say("search-none"));
    assert.equal(await page.getByRole("link", { name: say("search-wide-do") }).count(), 0, "no office to search more widely");
  });
});

test("of a child in another region the answer is the same as of nobody", async () => {
  await as("registrar", async (page) => {
    await page.goto("/matches");
    await answered(page, () => page.locator("main tbody th a").first().click());
    const link = page.locator("main table").first().locator("tbody tr").first().locator("a").last();
    Object.assign(stranger, { record: await link.getAttribute("href"), name: (await link.innerText()).trim() });
    const parts = stranger.name.split(/\s+/);
    stranger.words = `${parts[0]} ${parts.at(-1)}`.toLowerCase();
    stranger.code = code.exec(stranger.record)[0];
  });
  await as("social_worker", async (page) => {
    await expectAbsent(page, stranger.record);
    await page.goto(lookedFor(nobody));
    const none = await mainOf(page);
    for (const asked of [stranger.name, stranger.words, stranger.code.slice(3, 7)]) {
      await page.goto(lookedFor(asked));
      assert.equal(await mainOf(page), none);
    }
    await page.goto(lookedFor("HW-0000-000"));
    const nothing = await mainOf(page);
    await page.goto(lookedFor(stranger.code));
    assert.equal(await mainOf(page), nothing, "a code tells that somebody exists");
    const asTyped = [];
    for (const typed of [nobody, stranger.words]) {
      await page.goto("/children");
      await searchBox(page).fill(typed);
      await expectShown(page, say("search-none"));
      asTyped.push(await mainOf(page));
    }
    assert.equal(asTyped[1], asTyped[0]);
  });
});

const reason = "Grandmother from Shymkent asked at the desk on Monday";
const missing = "Somebody at the door, name heard on the telephone";
const refused = "A reason that was given with one fact only";
const wanting = { names: "нектоъ неведомоваъ", number: "N77319052" };

test("a wider search without a purpose, a reason or a second fact is refused, and what was typed is kept", async () => {
  await as("registrar", async (page, _, accessible) => {
    await page.goto(lookedFor(nobody));
    await follow(page, say("search-wide-do"));
    assert.equal(await heading(page), say("search-wide-title"));
    await expectShown(page, say("search-wide-what"));
    await fillFields(page, [[{ name: "reason" }, refused], [{ name: "names" }, stranger.words]]);
    assert.equal((await submit(page, say("search-wide-do"))).status(), 422);
    await expectRefused(page, { name: "purpose" }, say("wrong-required"));
    assert.equal(await page.locator('[name="names"]').inputValue(), stranger.words);

    await fillFields(page, [[{ name: "purpose" }, "relatives"], [{ name: "reason" }, "Asked"]]);
    assert.equal((await submit(page, say("search-wide-do"))).status(), 422);
    await expectRefused(page, { name: "reason" }, say("refused-search-reason"), "Asked");
    assert.equal(await page.locator('[name="names"]').inputValue(), stranger.words);

    const [one] = stranger.words.split(" ");
    await fillFields(page, [[{ name: "reason" }, refused], [{ name: "names" }, one]]);
    assert.equal((await submit(page, say("search-wide-do"))).status(), 422);
    await expectRefused(page, { name: "names" }, say("refused-search-facts"), one);
    assert.equal(await page.locator('[name="reason"]').inputValue(), refused);
    assert.equal(await page.locator('[name="purpose"]').inputValue(), "relatives");
    await expectNowhere(page, stranger.code);
    await accessible();
  });
});

/** Asks for the child of the other region by two words of the name. */
const asksFor = async (page, language) => {
  const words = stranger.words;
  await fillFields(page, [[{ name: "purpose" }, "relatives"], [{ name: "reason" }, reason], [{ name: "names" }, words]]);
  await submit(page, word(language, "search-wide-do"));
};

test("for a purpose and a reason, two facts find a child of any region; no address says whom", async () => {
  await as("registrar", async (page) => {
    await page.goto("/search");
    await asksFor(page, "en");
    const found = page.locator("main table tbody tr").filter({ hasText: stranger.code });
    await found.waitFor();
    const parts = stranger.name.split(/\s+/);
    for (const fits of [parts[0], parts.at(-1)]) {
      assert.ok((await found.innerText()).includes(fits));
      assert.match(await found.locator(".hint").innerText(), new RegExp(say("search-why-written", { fits }).source.slice(1, -1)));
    }
    assert.equal(page.url().replace(/^.*\/search/, ""), "", "the address has nothing of it");
    assert.equal((await page.goto(stranger.record)).status(), 200, "whoever is shown can be opened");
  });
  await as("registrar", async (page, say) => {
    await page.goto("/search");
    await inspected(page, farthest, () => asksFor(page, "ar"));
    assert.equal(await heading(page), say("search-wide-title"));
    assert.equal(await page.locator("main table tbody tr").filter({ hasText: stranger.code }).count(), 1);
  }, farthest);
});

test("a wider search that finds nobody says so in the same words", async () => {
  await as("registrar", async (page) => {
    await page.goto("/search");
    await fillFields(page, [[{ name: "purpose" }, "danger"], [{ name: "reason" }, missing]]);
    for (const [name, value] of Object.entries(wanting)) await fillField(page, { name }, value);
    assert.equal((await submit(page, say("search-wide-do"))).status(), 200);
    await expectShown(page, say("search-none"));
    assert.equal(await page.locator("main table").count(), 0);
  });
});

test("the data protection officer reads of each search for what and why, and nothing that was typed", async () => {
  await as("data_protection_officer", async (page, _, accessible) => {
    await page.goto("/officer");
    const desk = page.locator("main .card").filter({ has: page.getByRole("heading", { name: say("log-searches") }) });
    const said = await desk.getByRole("listitem").allInnerTexts();
    for (const [purpose, why] of [["search-for-relatives", reason], ["search-for-danger", missing]]) {
      assert.ok(said.some((line) => line.includes(`${say(purpose)}: ${why}`)), why);
    }
    assert.ok(await page.locator("main table tbody tr").filter({ hasText: say("page-search-wide") }).count());
    const typed = [stranger.words, ...Object.values(wanting)].flatMap((text) => text.split(" "));
    await expectNowhere(page, stranger.name, ...typed, refused);
    await accessible();
  });
});

for (const role of ["social_worker", "teacher"]) {
  test(`to ${role}, ${labelOf("roles", role).toLowerCase()}, there is no wider search`, async () => {
    await as(role, async (page) => {
      await expectAbsent(page, "/search");
      await page.goto("/day");
      await expectNowhere(page, 'href="/search"');
    });
  });
}
