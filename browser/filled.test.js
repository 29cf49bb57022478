// Every form of the protocol: filled in the demo on a record of somebody who signs in with one click and may change it, and
// opened by them, full and empty, at the narrowest width and in the four languages by turns. Which forms there are is
// read from the protocol, so that a new one that nobody fills fails here.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { launch, nameOf, open, plain } from "./harness/chromium.js";
import { inspect } from "./harness/inspect.js";
import { start } from "./harness/program.js";
import { forms } from "./harness/protocol.js";
import { settled } from "./harness/sweep.js";
import { watch } from "./harness/watch.js";
import { people } from "./routes.js";
import { signedInAs } from "./steps/sign-in.js";

const all = forms();
const languages = ["en", "ru", "kk", "ar"];
/** Forms for what befalls few: in the demo somebody else's, opened empty here, and filled in changes.test.js. */
const rare = new Set(["death", "own_wish"]);
/** Most records that are looked through as one person. */
const most = 120;
/** Where lists of records begin; for whoever has no such page it is not there. */
const lists = ["/complaints", "/lists", "/operations", "/day", "/children", "/children?kind=adult", "/children?closed=1"];
const code = "HW-[0-9A-Z]{4}-[0-9A-Z]{3}";
const onward = new RegExp(`^/(?:records|operations|flights|lists)/${code}$`);
const filledAt = new RegExp(`^/records/${code}/forms/([a-z0-9_]+)/[0-9a-f-]{32,}$`);
const formAt = new RegExp(`^/records/${code}/forms/([a-z0-9_]+)$`);

/** Where each form stands: `{ form, signedIn, record, filled, empty }`. */
let places;
let program;
let browser;
before(async () => {
  program = await start();
  browser = await launch();
  places = new Map();
  for (const { role } of people) {
    if (places.size === all.length && [...places.values()].every((place) => place.empty)) break;
    const signedIn = await signedInAs(browser, program.url, role);
    const context = await open(browser, program.url, plain, signedIn);
    try {
      await look(context.request, signedIn);
    } finally {
      await context.close();
    }
  }
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

/** Looks through the records of one person and notes where forms are filled and where they can be begun. */
async function look(request, signedIn) {
  const seen = new Set(lists);
  const waiting = [...lists];
  const note = (form, found) => {
    const known = places.get(form);
    if (!known && !found.filled && !(rare.has(form) && found.empty)) return;
    // Full and empty are of one person; the empty one may be of another record.
    if (!known) places.set(form, { form, signedIn, ...found });
    else if (known.signedIn === signedIn && !known.empty && found.empty) known.empty = found.empty;
  };
  let looked = 0;
  const begun = new Map();
  while (waiting.length && looked < most) {
    const path = waiting.shift();
    looked += 1;
    const links = await linksOf(request, path);
    for (const link of links) {
      if (onward.test(link) && !seen.has(link)) {
        seen.add(link);
        waiting.push(link);
      }
    }
    if (!path.startsWith("/records/") && !links.some((link) => formAt.test(link))) continue;
    const entries = links.filter((link) => filledAt.test(link));
    for (const entry of entries) note(filledAt.exec(entry)[1], { record: path, filled: entry });
    const offered = path.startsWith("/records/") ? await linksOf(request, `${path}/forms`) : links;
    for (const link of offered.filter((one) => formAt.test(one))) {
      const form = all.find((one) => one.code === formAt.exec(link)[1]);
      if (!form) continue;
      const has = entries.some((entry) => filledAt.exec(entry)[1] === form.code);
      // The particulars are filled where the record was opened: they are no entry among others.
      if (form.once && !has && isProfile(form)) note(form.code, { record: path, filled: link, empty: link });
      else if (!form.once || !has) begun.set(form.code, link);
    }
  }
  for (const [form, empty] of begun) note(form, { empty });
}

const isProfile = ({ code: form }) => form.endsWith("_profile") || form === "listed_person" || form === "complaint";

async function linksOf(request, path) {
  const response = await request.get(path, { maxRedirects: 3 });
  if (response.status() !== 200) return [];
  const text = await response.text();
  return [...new Set([...text.matchAll(/href="(\/[^"#]*)"/g)].map((found) => found[1].replaceAll("&amp;", "&")))];
}

for (const [index, form] of all.entries()) {
  const narrow = { ...plain, language: languages[index % languages.length], width: 360, theme: index % 8 < 4 ? "light" : "dark" };
  test(`${form.code}: ${nameOf(narrow)}`, async () => {
    const place = places.get(form.code);
    assert.ok(place, `nobody who signs in meets ${form.code} filled`);
    const context = await open(browser, program.url, narrow, place.signedIn);
    try {
      const page = await context.newPage();
      const watched = await watch(page, program.url);
      const title = form.title[narrow.language];
      const opened = async (path) => {
        watched.begin();
        assert.equal((await page.goto(path)).status(), 200, path);
        await settled(page);
        assert.deepEqual(await inspect(page, narrow, watched), [], path);
      };
      if (!place.filled) return await opened(place.empty);
      await opened(place.record);
      if (place.record.startsWith("/records/")) assert.match(await page.locator("main").innerText(), new RegExp(escaped(title)));
      await opened(place.filled);
      assert.match(await page.getByRole("heading", { level: 1 }).innerText(), new RegExp(escaped(title)));
      assert.ok((await answers(page)) > 0, "the filled form is empty");
      const empty = form.code === "complaint" ? "/complaints/new" : place.empty;
      // A form that every record has filled once cannot be met empty.
      if (empty) await opened(empty);
      else assert.ok(form.once || form.byHouse, `nobody may begin ${form.code}`);
    } finally {
      await context.close();
    }
  });
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** How many questions on the page are answered, or closed over an answer. */
const answers = (page) =>
  page.locator("main form[data-logic]").evaluate((form) => {
    const given = [...form.elements].filter((one) => {
      if (one.type === "hidden" || one.tagName === "BUTTON" || one.tagName === "FIELDSET") return false;
      return one.type === "checkbox" || one.type === "radio" ? one.checked : one.value !== "";
    });
    return given.length;
  });
