// Two records that may be one person, or of one family: what a registrar sees of them, decides and takes back; what nobody else
// sees of it; and who is shown before a second record of the same person is opened by hand.
import { test } from "node:test";
import assert from "node:assert/strict";
import { plain } from "./harness/chromium.js";
import { labelOf } from "./harness/protocol.js";
import { word } from "./harness/words.js";
import { code } from "./steps/child.js";
import { expectSaved, fillField, fillFields, submit } from "./steps/form.js";
import { answered, expectAbsent, expectNowhere, expectShown, follow, heading, inspected } from "./steps/page.js";
import { onStage } from "./steps/people.js";

const farthest = { ...plain, language: "ar", width: 360, theme: "dark" };
const as = onStage();
const say = (key, values) => word("en", key, values);
const stage = (queue) => labelOf("stages", queue);
const guesses = ["mother-child", "father-child", "parent-child", "siblings", "half-siblings", "grandparent"];
const guessed = (language) => guesses.map((kin) => word(language, `match-kin-${kin}`));

/** The pair that is decided: `{ path, sides, fields, evidence }`. */
let pair;
/** The guesses of kinship: `{ path, sides, kin, isOpen }`; and of them the one that is so and the one that is not. */
const families = [];
let right;
let wrong;

const text = (locator) => locator.evaluateAll((all) => all.map((one) => one.textContent.trim()));
const hrefs = (locator) => locator.evaluateAll((all) => all.map((one) => one.getAttribute("href")));
const pairsOf = (page) => hrefs(page.locator("main tbody th a"));
const fieldsOf = (page) => text(page.locator("main table.cards tbody tr"));
const evidenceOf = (page) => text(page.locator("main table.evidence tbody tr"));
const sidesOf = (page) => hrefs(page.locator("main table.cards tbody tr").first().locator("a"));
const offered = (page) => text(page.locator('main button[name="decision"]'));
const buttons = (...decisions) => decisions.map((decision) => say(`match-${decision}-do`));

/** The pair stands in this part of the queue, and in no other. */
const expectIn = async (page, queue, path) => {
  const found = [];
  for (const one of ["certain", "likely", "family", "unsure", "settled"]) {
    await page.goto(`/matches?show=${one}`);
    if ((await pairsOf(page)).includes(path)) found.push(one);
  }
  assert.deepEqual(found, [queue].flat());
};

/** Each record's page says that the other is the same person, and where that is taken back. */
const expectLinked = async (page) => {
  for (const [at, side] of pair.sides.entries()) {
    await page.goto(side);
    const title = page.getByRole("heading", { name: say("same-person-title"), exact: true });
    const links = await hrefs(page.locator("main .card").filter({ has: title }).locator("a"));
    assert.ok(links.includes(pair.sides[1 - at]), `${side} does not show the other`);
    assert.ok(links.includes(pair.path), `from ${side} nothing leads back to the pair`);
    await expectShown(page, say("same-person-what"));
  }
};
const expectApart = async (page) => {
  for (const [at, side] of pair.sides.entries()) {
    await page.goto(side);
    await expectNowhere(page, code.exec(pair.sides[1 - at])[0], pair.path, say("same-person-what"));
  }
};

test("from the queue a likely pair opens: both records side by side, and the evidence as bars with words", async () => {
  await as("registrar", async (page, _, accessible) => {
    await page.goto("/day");
    await follow(page, say("place-matches"));
    await follow(page, stage("likely"));
    const [listed, child] = ["listed", "child"].map((kind) => labelOf("records", kind));
    const row = page.locator("main tbody tr").filter({ hasText: listed }).filter({ hasText: child }).first();
    assert.ok(await row.locator("li").count(), "the queue gives no reasons");
    await answered(page, () => row.locator("th a").click());
    assert.equal(await heading(page), say("match-title"));
    pair = { path: new URL(page.url()).pathname, sides: await sidesOf(page) };
    Object.assign(pair, { fields: await fieldsOf(page), evidence: await evidenceOf(page) });
    assert.equal(new Set(pair.sides).size, 2, "two records");
    assert.ok(pair.fields.length > 3);
    const agrees = ["same", "not", "missing"].map((how) => say(`match-agrees-${how}`));
    for (const line of (await page.locator("main table.cards tbody tr").all()).slice(1)) {
      assert.ok(agrees.includes((await line.locator(".badge").innerText()).trim()), "a field says nothing of both");
    }
    const bars = page.locator("main table.evidence tbody tr");
    assert.ok((await bars.count()) > 2, "hardly any evidence");
    for (const bar of await bars.all()) {
      assert.ok((await bar.locator("th").innerText()).trim().length > 3, "a bar without words");
      assert.match(await bar.locator("td").innerText(), /[+−-]?\d/, "a bar without its figure");
      assert.equal(await bar.locator("svg[aria-hidden=true]").count(), 1);
    }
    assert.equal((await bars.last().locator("th").innerText()).trim(), say("match-evidence-end"));
    await expectShown(page, say("match-evidence"));
    await expectShown(page, say("match-evidence-how"));
    await accessible();
  });
  await as("registrar", (page) => inspected(page, farthest, () => page.goto(pair.path)), farthest);
});

test("the two become one person: it is said, on both records too, and that it can be taken back", async () => {
  await as("registrar", async (page, _, accessible) => {
    await expectApart(page);
    await page.goto(pair.path);
    assert.deepEqual(await offered(page), buttons("same", "related", "different", "unsure"));
    await expectShown(page, say("match-linked-not-merged"));
    await fillField(page, { name: "note" }, "The same birth certificate, shown at the desk");
    await submit(page, say("match-same-do"));
    await expectSaved(page, say("said-saved"));
    await expectShown(page, say("match-is-same"));
    await expectShown(page, "The same birth certificate, shown at the desk");
    await expectShown(page, say("match-linked-not-merged"));
    assert.deepEqual(await offered(page), buttons("related", "different", "unsure"));
    await accessible();
    await expectIn(page, "settled", pair.path);
    await expectLinked(page);
  });
});

test("it is taken back from a record: the two are as before, and what was decided stays to be read", async () => {
  await as("registrar", async (page) => {
    await page.goto(pair.sides[1]);
    await follow(page, say("same-person-undo"));
    assert.equal(new URL(page.url()).pathname, pair.path);
    await submit(page, say("match-unsure-do"));
    await expectSaved(page, say("said-saved"));
    await expectShown(page, say("match-is-unsure"));
    await expectShown(page, say("match-is-same"));
    assert.deepEqual(await offered(page), buttons("same", "related", "different"));
    assert.deepEqual(await fieldsOf(page), pair.fields);
    assert.deepEqual(await evidenceOf(page), pair.evidence);
    await expectIn(page, "unsure", pair.path);
    await expectApart(page);
  });
});

test("two different people is decided and shown, and links nobody", async () => {
  await as("registrar", async (page) => {
    await page.goto(pair.path);
    await submit(page, say("match-different-do"));
    await expectSaved(page, say("said-saved"));
    await expectShown(page, say("match-is-different"));
    assert.deepEqual(await offered(page), buttons("same", "related", "unsure"));
    await expectIn(page, "settled", pair.path);
    const row = page.locator("main tbody tr").filter({ has: page.locator(`a[href="${pair.path}"]`) });
    await page.goto("/matches?show=settled");
    assert.ok((await row.innerText()).includes(say("match-is-different")), "the queue does not say what was decided");
    await expectApart(page);
  });
});

test("the queue of families shows each guess with its reasons", async () => {
  await as("registrar", async (page, _, accessible) => {
    await page.goto("/matches");
    await follow(page, stage("family"));
    for (const row of await page.locator("main tbody tr").all()) {
      const kin = (await row.locator("strong").innerText()).trim();
      assert.ok(guessed("en").includes(kin), `guesses ${kin}`);
      assert.ok((await text(row.locator("li"))).filter(Boolean).length, "a guess without reasons");
      families.push({ path: await row.locator("th a").getAttribute("href"), kin });
    }
    assert.ok(families.length > 2, "the demo has guesses");
    await accessible();
    for (const family of families) {
      await page.goto(family.path);
      assert.equal(await heading(page), say("match-kin-title"));
      await expectShown(page, family.kin);
      family.sides = await sidesOf(page);
    }
    for (const { sides } of families) assert.equal(await tieOn(page, ...sides), null, "a guess about what is known");
  });
  await as("registrar", (page) => inspected(page, farthest, () => page.goto("/matches?show=family")), farthest);
});

test("of a guess nothing is on any page of a child, for whoever looks after it", async () => {
  await as("social_worker", async (page) => {
    await expectAbsent(page, "/matches");
    const own = new Set();
    for (const side of new Set(families.flatMap((family) => family.sides))) {
      if ((await page.goto(side)).status() === 200) own.add(side);
    }
    const mine = ({ sides }) => sides.some((side) => own.has(side));
    [right, wrong] = families.filter(mine);
    assert.ok(right && wrong, "the demo has guesses about the worker's own children");
    const codes = families.map(({ path }) => code.exec(path)[0]);
    for (const side of [...right.sides, ...wrong.sides].filter((side) => own.has(side))) {
      for (const path of await pages(page, side)) {
        await page.goto(path);
        await expectNowhere(page, "/matches", say("event-match-proposed"), ...guessed("en"), ...codes);
      }
    }
    await expectAbsent(page, right.path);
  });
});

/** The pages of a record that its own page leads to. */
const pages = async (page, side) => {
  const all = await hrefs(page.locator(`main a[href^="${side}"]`));
  return [...new Set([side, `${side}/history`, `${side}/print/record`, `${side}/forms`, ...all])];
};
const sibling = labelOf("lookups/link_relations", "sibling");
/** What a record's page says beside the other's name; nothing where the other is not on it. */
const tieOn = async (page, side, other) => {
  await page.goto(side);
  const links = page.locator(`main a[href="${other}"]`);
  const said = await links.evaluateAll((all) => all.map((one) => (one.closest("li, p") ?? one).textContent));
  return said.length ? said.join(" ") : null;
};
const tied = async (page, { sides: [one, other] }) => [await tieOn(page, one, other), await tieOn(page, other, one)];

test("a guess that is so is accepted with what the two are to each other, and both records show it", async () => {
  await as("registrar", async (page) => {
    await page.goto(right.path);
    await fillField(page, { name: "relation" }, "sibling");
    await submit(page, say("match-related-do"));
    await expectSaved(page, say("said-saved"));
    await expectShown(page, say("match-is-related"));
    await expectShown(page, sibling);
    await expectIn(page, "settled", right.path);
    for (const tie of await tied(page, right)) assert.ok(tie?.includes(sibling), "a record does not show the tie");
  });
});

test("a guess that is not so is deleted: it leaves the queue, and its page is gone", async () => {
  await as("registrar", async (page) => {
    await page.goto(wrong.path);
    await submit(page, say("match-rejected-do"));
    await expectSaved(page, say("said-saved"));
    assert.equal(`${new URL(page.url()).pathname}${new URL(page.url()).search}`, "/matches?show=family");
    const left = families.map(({ path }) => path).filter((path) => path !== wrong.path && path !== right.path);
    assert.deepEqual(await pairsOf(page), left);
    await expectIn(page, [], wrong.path);
    await expectAbsent(page, wrong.path);
    assert.deepEqual(await tied(page, wrong), [null, null]);
  });
});

/** Adults of the worker, by their codes. */
const adults = async (page) => {
  await page.goto("/children?kind=adult");
  return hrefs(page.locator("main tbody a"));
};
/** Somebody who is known, as another colleague would write them down; and what opens a record of theirs. */
const somebody = async (page) => {
  const [record] = await adults(page);
  await page.goto(record);
  const name = (await heading(page)).split(" · ")[0].split(/\s+/);
  await page.goto("/records/new?kind=adult");
  await fillFields(page, [[{ name: "given" }, name[0]], [{ name: "family_name" }, name.at(-1)]]);
  await page.locator('[name="sex"][value="female"]').check();
  await page.locator('[name="basis"][value="vital_interest"]').check();
  return { record, given: name[0], family: name.at(-1) };
};
const known = (page, { record }) => page.locator(`main .notice a[href="${record}"]`);

test("whoever seems known is shown before a record is opened by hand, on a telephone too", async () => {
  await as("social_worker", async (page, say) => {
    const one = await somebody(page);
    await inspected(page, farthest, () => submit(page, say("by-hand-adult")));
    await expectShown(page, say("by-hand-known"));
    assert.equal(await known(page, one).getAttribute("href"), one.record);
  }, farthest);
});

test("nothing is opened until somebody says that it is another person; then it is", async () => {
  await as("social_worker", async (page) => {
    const before = await adults(page);
    const one = await somebody(page);
    await submit(page, say("by-hand-adult"));
    await expectShown(page, say("by-hand-known"));
    await expectShown(page, say("by-hand-known-how"));
    assert.equal(await known(page, one).count(), 1);
    assert.equal(await page.locator('[name="given"]').inputValue(), one.given, "what was typed is lost");
    assert.equal(await page.locator('[name="family_name"]').inputValue(), one.family);
    assert.ok(await page.locator('[name="basis"][value="vital_interest"]').isChecked());
    await answered(page, () => known(page, one).click());
    assert.equal(new URL(page.url()).pathname, one.record);
    assert.deepEqual(await adults(page), before, "a record was opened unasked");

    await somebody(page);
    await submit(page, say("by-hand-adult"));
    await expectShown(page, say("by-hand-known"));
    await submit(page, say("by-hand-another"));
    const made = new URL(page.url()).pathname;
    assert.match(made, /\/forms\/adult_profile$/);
    assert.ok(!before.some((record) => made.startsWith(record)), "it is the known one's record");
    assert.equal((await adults(page)).length, before.length + 1);
  });
});
