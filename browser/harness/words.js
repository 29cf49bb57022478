// The words of the pages as the program has them, so that one story is told in each language by their keys. Reads
// plain messages and attributes of the Fluent files; a message with a choice in it is not for a story to look for.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../crates/web/words", import.meta.url));
const loaded = new Map();

/** Reads `key = text` and `  .attribute = text` (as `key.attribute`) with their continued lines. */
export function parse(text) {
  const messages = new Map();
  let key = null;
  let of = null;
  for (const line of text.split(/\r?\n/)) {
    const message = /^([a-zA-Z][\w-]*) *= ?(.*)$/.exec(line);
    const attribute = /^\s+\.([a-zA-Z][\w-]*) *= ?(.*)$/.exec(line);
    if (message) {
      of = message[1];
      key = of;
      messages.set(key, message[2].trim());
    } else if (attribute && of) {
      key = `${of}.${attribute[1]}`;
      messages.set(key, attribute[2].trim());
    } else if (key && /^\s+\S/.test(line)) {
      messages.set(key, `${messages.get(key)} ${line.trim()}`.trim());
    } else if (line.trim() === "" || line.startsWith("#")) {
      key = null;
    }
  }
  return messages;
}

/**
 * The text of `key` in a language, with `{ $name }` filled from `values`. As a pattern, an argument without a value
 * matches anything.
 */
export function word(language, key, values = undefined) {
  if (!loaded.has(language)) {
    const files = readdirSync(`${folder}/${language}`).filter((file) => file.endsWith(".ftl"));
    loaded.set(language, new Map(files.flatMap((file) => [...parse(readFileSync(`${folder}/${language}/${file}`, "utf8"))])));
  }
  const text = loaded.get(language).get(key);
  if (text === undefined) throw new Error(`${language} has no words for ${key}`);
  if (/\{[^}]*->/.test(text)) throw new Error(`${key} has a choice in it: look for something else`);
  // The program sets arguments apart with invisible marks (U+2068, U+2069), so what they touch is matched loosely.
  const argument = /\{ *\$([\w-]+) *\}/g;
  if (!argument.test(text)) return text.replace(/\{ *"([^"]*)" *\}/g, "$1");
  const escape = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const parts = text.split(/\{ *\$([\w-]+) *\}/);
  const pattern = parts.map((part, index) => {
    if (index % 2 === 0) return escape(part);
    return values?.[part] === undefined ? ".*?" : `[\\u2068]?${escape(String(values[part]))}[\\u2069]?`;
  });
  return new RegExp(`^${pattern.join("")}$`, "u");
}
