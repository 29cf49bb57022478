// The protocol's words for a code, in a language: enough of its files to find a button by what stands on it.
import { readFileSync } from "node:fs";

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
