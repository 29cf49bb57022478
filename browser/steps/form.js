// Filling in a form as a person does: by what stands beside a field. A field is named by its label (a text or a
// pattern) or, where a story is told in several languages, by its name in the form: `{ name: "birth" }`. Choices
// are named by their label or their code.
import assert from "node:assert/strict";
import { word } from "../harness/words.js";
import { answered } from "./page.js";

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const quoted = (text) => String(text).replace(/["\\]/g, "\\$&");
const control = "input:not([type=hidden]), select:not([hidden]), textarea";

/** A label, with or without the mark of what is needed. */
function labelled(field) {
  if (field instanceof RegExp) return field;
  const marks = ["en", "ru", "kk", "ar"].map((language) => escaped(word(language, "field-needed")));
  return new RegExp(`^\\s*${escaped(field)}(?:\\s*(?:${marks.join("|")}))?\\s*$`, "u");
}

/** The field: its box, its group, or itself. */
async function find(page, field) {
  const found = field.name
    ? page.locator(`[data-field="${quoted(field.name)}"], ${control.split(", ").map((one) => `${one}[name="${quoted(field.name)}"]`).join(", ")}`)
    : page.getByRole("group", { name: labelled(field) }).or(page.getByLabel(labelled(field)));
  return found.first();
}

async function controlsOf(target) {
  const itself = await target.evaluate((one) => one.matches("input, select, textarea"));
  return itself ? target : target.locator(control);
}

/**
 * Writes, chooses, ticks or attaches, whichever the field is for; `value` is what a person would say: a text, the
 * label or code of a choice, several in a list, true or false for a single box, a file's path, and for a field of
 * several parts (a date that may lack its day, a name, a score) those parts: `{ month: "3", year: "2015" }`.
 */
export async function fillField(page, field, value) {
  const target = await find(page, field);
  await target.waitFor({ state: "visible", timeout: 5_000 });
  const controls = await controlsOf(target);
  const first = controls.first();
  const kind = await first.evaluate((one) => (one.tagName === "INPUT" ? one.type : one.tagName.toLowerCase()));
  if (typeof value === "boolean") return first.setChecked(value);
  if (typeof value === "object" && !Array.isArray(value)) return fillParts(target, value);
  if (kind === "radio" || kind === "checkbox") return choose(target, value);
  if (kind === "select") return pick(first, value);
  if (kind === "file") return first.setInputFiles(value);
  return write(first, value);
}

async function write(input, value) {
  await input.fill(String(value));
  // What the page works out from a field, it works out when the person goes on to the next.
  await input.blur();
}

async function fillParts(target, parts) {
  for (const [part, value] of Object.entries(parts)) {
    const input = target.locator(`[name$=".${quoted(part)}"]`).first();
    assert.ok(await input.count(), `the field has no part ${part}`);
    const folded = input.locator("xpath=ancestor::details[not(@open)]");
    if (await folded.count()) await folded.first().locator("summary").first().click();
    const kind = await input.evaluate((one) => (one.tagName === "INPUT" ? one.type : one.tagName.toLowerCase()));
    if (kind === "select") await pick(input, value);
    else if (kind === "checkbox") await input.setChecked(value);
    else await write(input, value);
  }
}

async function pick(select, value) {
  const labels = await select.locator("option").evaluateAll((all) => all.map((one) => one.label.trim()));
  await select.selectOption(labels.includes(value) ? { label: value } : { value: String(value) });
}

async function choose(group, values) {
  for (const value of [values].flat()) {
    const coded = group.locator(`input[value="${quoted(value)}"]`);
    const choice = (await coded.count()) ? coded.first() : group.getByLabel(value).first();
    await choice.check();
  }
  if (!Array.isArray(values)) return;
  const ticked = await group.locator("input:checked").count();
  assert.equal(ticked, values.length, "ticks what was not asked for");
}

/** Fills several fields: `[[field, value], …]` in the order of the page. */
export async function fillFields(page, fields) {
  for (const [field, value] of fields) await fillField(page, field, value);
}

/** Presses the button with these words, and gives the answer. */
export async function submit(page, words) {
  const button = page.getByRole("button", { name: words, exact: typeof words === "string" }).first();
  return answered(page, () => button.click());
}

/** The page says that it is done (a status message), and not that something is wrong. */
export async function expectSaved(page, words = undefined) {
  const said = page.getByRole("status").filter(words ? { hasText: words } : {}).first();
  await said.waitFor({ state: "visible", timeout: 2_000 }).catch(() => {});
  const wrong = await page.getByRole("alert").allInnerTexts();
  assert.deepEqual(wrong.filter((text) => text.trim() !== ""), [], "the page says that something is wrong");
  assert.ok(await said.isVisible(), `the page does not say that it saved${words ? `: ${words}` : ""}`);
}

/** The field is refused with these words, which a screen reader finds too, and what was written is still there. */
export async function expectRefused(page, field, words, kept = undefined) {
  const target = await find(page, field);
  const state = await target.evaluate((one) => {
    const all = [one, ...one.querySelectorAll("*")];
    const ids = all.flatMap((each) => (each.getAttribute("aria-describedby") ?? "").split(/\s+/)).filter(Boolean);
    return {
      invalid: all.some((each) => each.getAttribute("aria-invalid") === "true"),
      said: ids.map((id) => document.getElementById(id)?.textContent ?? "").join(" "),
      values: all.filter((each) => each.matches("input:not([type=hidden]), select, textarea")).map((each) => each.value),
    };
  });
  assert.ok(state.invalid, "the field is not marked as refused");
  assert.match(state.said, words instanceof RegExp ? words : new RegExp(escaped(words), "u"));
  if (kept !== undefined) assert.ok(state.values.includes(kept), `what was written is lost: ${state.values.join(", ")}`);
}

/** The field is not asked now: absent, or hidden by its own logic. */
export async function expectNotAsked(page, field) {
  const target = await find(page, field);
  await target.waitFor({ state: "hidden", timeout: 2_000 }).catch(() => {});
  assert.equal(await target.isVisible(), false, "asks for what does not apply");
}

/** The field is asked now. */
export async function expectAsked(page, field) {
  await (await find(page, field)).waitFor({ state: "visible", timeout: 5_000 });
}
