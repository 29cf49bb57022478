// Filling in a form as a person does: by what stands beside a field. A field is named by its label (a text or a
// pattern) or, where a story is told in several languages, by its name in the form: `{ name: "birth" }`.
import assert from "node:assert/strict";
import { answered } from "./page.js";

const byName = (name) => `[name="${name.replaceAll('"', '\\"')}"]`;

/** The group (a fieldset and its legend) or the single field. */
function groupOf(page, field) {
  return field.name
    ? page.locator("fieldset, [role=group], [role=radiogroup]").filter({ has: page.locator(byName(field.name)) }).last()
    : page.getByRole("group", { name: field }).or(page.getByRole("radiogroup", { name: field })).first();
}

function single(page, field) {
  return field.name ? page.locator(byName(field.name)).first() : page.getByLabel(field).first();
}

/** Writes, chooses, ticks or attaches, whichever the field is for; `value` is what a person would say. */
export async function fillField(page, field, value) {
  const target = single(page, field);
  const kind = (await target.count())
    ? await target.evaluate((one) => (one.tagName === "INPUT" ? one.type : one.tagName.toLowerCase()))
    : "fieldset";
  if (kind === "radio" || kind === "fieldset") return choose(page, field, value);
  if (kind === "checkbox") return Array.isArray(value) ? choose(page, field, value) : target.setChecked(value);
  if (kind === "select") return Array.isArray(value) || typeof value === "object" ? target.selectOption(value) : pick(target, value);
  if (kind === "file") return target.setInputFiles(value);
  await target.fill(String(value));
  // What the page works out from a field, it works out when the person goes on to the next.
  return target.blur();
}

async function pick(select, value) {
  const byLabel = await select.locator("option").evaluateAll((all, text) => all.some((one) => one.label.trim() === text), value);
  return select.selectOption(byLabel ? { label: value } : { value });
}

/**
 * Chooses from a group of radio buttons or tick boxes: one label or, for tick boxes, all that shall be ticked. A
 * choice's own code serves as well as its label.
 */
export async function choose(page, field, values) {
  const group = groupOf(page, field);
  for (const value of [values].flat()) {
    const coded = group.locator(`input[value="${String(value).replaceAll('"', '\\"')}"]`);
    const choice = (await coded.count()) ? coded.first() : group.getByLabel(value, { exact: typeof value === "string" }).first();
    await choice.check();
  }
  if (Array.isArray(values)) {
    const ticked = await group.locator("input:checked").count();
    assert.equal(ticked, values.length, "ticks what was not asked for");
  }
}

/** Fills several fields: `[[field, value], …]` in the order of the page. */
export async function fillFields(page, fields) {
  for (const [field, value] of fields) await fillField(page, field, value);
}

/** Presses the button with these words and waits for the answer. */
export async function submit(page, words) {
  const button = page.getByRole("button", { name: words, exact: typeof words === "string" }).first();
  await button.scrollIntoViewIfNeeded();
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
  const target = single(page, field);
  const state = await target.evaluate((one) => {
    const holder = one.closest("[aria-invalid], fieldset") ?? one;
    const ids = `${one.getAttribute("aria-describedby") ?? ""} ${one.getAttribute("aria-errormessage") ?? ""} ${holder.getAttribute("aria-describedby") ?? ""}`;
    return {
      invalid: one.getAttribute("aria-invalid") === "true" || holder.getAttribute("aria-invalid") === "true",
      said: ids.split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)?.textContent ?? "").join(" "),
      value: one.value,
    };
  });
  assert.ok(state.invalid, "the field is not marked as refused");
  assert.match(state.said, words instanceof RegExp ? words : new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "u"));
  if (kept !== undefined) assert.equal(state.value, kept, "what was written is lost");
}

/** The field is not asked now: absent, or hidden by its own logic. */
export async function expectNotAsked(page, field) {
  const target = single(page, field);
  if ((await target.count()) === 0) return;
  assert.equal(await target.isVisible(), false, "asks for what does not apply");
}

/** The field is asked now. */
export async function expectAsked(page, field) {
  await single(page, field).waitFor({ state: "visible" });
}
