// The protocol's words for a code, in a language: enough of its files to find a button by what stands on it.
import { readFileSync, readdirSync } from "node:fs";

/** The label of the entry with this code in `protocol/FILE.toml`: `labelOf("roles", "teacher", "ar")`. */
export function labelOf(file, code, language = "en") {
  const text = readFileSync(new URL(`../../protocol/${file}.toml`, import.meta.url), "utf8");
  return labelIn(text, code, language) ?? fail(`protocol/${file}.toml has no ${language} label for ${code}`);
}

/** As `labelOf`, from the text of a file; nothing if it is not there. */
export function labelIn(text, code, language) {
  for (const entry of text.split(/^\[\[/m)) {
    if (!new RegExp(`^code *= *"${code}"`, "m").test(entry)) continue;
    const inline = new RegExp(`^label *= *\\{.*?\\b${language} *= *"((?:[^"\\\\]|\\\\.)*)"`, "m").exec(entry);
    const own = new RegExp(`^label\\.${language} *= *"((?:[^"\\\\]|\\\\.)*)"`, "m").exec(entry);
    const found = inline ?? own;
    if (found) return found[1].replace(/\\(["\\])/g, "$1");
  }
  return null;
}

const fail = (message) => {
  throw new Error(message);
};

/**
 * The forms of the protocol: `{ code, kinds, once, byHouse, title: { en, ru, kk, ar } }`. `once`: a record has one entry of it;
 * `byHouse`: the program begins it, nobody else.
 */
export function forms() {
  const folder = new URL("../../protocol/forms/", import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".toml"))
    .map((file) => {
      const head = readFileSync(new URL(file, folder), "utf8").split(/^\[\[/m)[0];
      const line = (key) => new RegExp(`^${key} *= *(.*)$`, "m").exec(head)?.[1] ?? fail(`${file} has no ${key}`);
      const inline = /^title *= *\{(.*)\}$/m.exec(head)?.[1];
      const title = (language) => {
        const found = inline ? new RegExp(`\\b${language} *= *("(?:[^"\\\\]|\\\\.)*")`).exec(inline)?.[1] : line(`title\\.${language}`);
        return JSON.parse(found);
      };
      return {
        code: JSON.parse(line("form")),
        kinds: JSON.parse(line("kinds")),
        once: JSON.parse(line("entries")) === "one",
        byHouse: /^by_house *= *true$/m.test(head),
        title: Object.fromEntries(["en", "ru", "kk", "ar"].map((language) => [language, title(language)])),
      };
    });
}
