// A rule that nobody can break is no rule: each is broken once in a throw-away house, and has to be named.
"use strict";

const test = require("node:test");
const assert = require("node:assert/strict");
const { spawnSync } = require("node:child_process");
const { mkdtempSync, mkdirSync, writeFileSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { dirname, join } = require("node:path");

const manifest = (name, dependencies = "", licence = "Apache-2.0") =>
  `[package]\nname = "homeward-${name}"\nversion = "0.1.0"\nedition = "2021"\nlicense = "${licence}"\n[dependencies]\n${dependencies}`;
const crates = "registry+https://github.com/rust-lang/crates.io-index";
const locked = (name, more = "") => `[[package]]\nname = "${name}"\nversion = "0.1.0"\n${more}\n`;
const lock = `version = 3\n\n${locked("homeward-app", 'dependencies = [\n "homeward-domain",\n]\n')}${locked("homeward-domain")}${locked("homeward-web")}`;

/** A house that keeps every rule. */
const kept = {
  "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
  "Cargo.lock": lock,
  "crates/app/Cargo.toml": manifest("app", 'homeward-domain = { path = "../domain" }\n'),
  "crates/app/src/lib.rs": "//! Use cases.\n",
  "crates/domain/Cargo.toml": manifest("domain"),
  "crates/domain/src/lib.rs": "//! Ids and events.\n",
  "crates/web/Cargo.toml": manifest("web"),
  "crates/web/src/lib.rs": "//! Pages.\n",
  "crates/web/words/en/child.ftl": "# a comment may say radical\nchild = Child\n",
  "docs/adr/0000-template.md": "# 0000\n",
  "docs/adr/README.md": "[0000](0000-template.md)\n",
  "a.js": "export const one = 1;\n",
};

function check(changes) {
  const house = mkdtempSync(join(tmpdir(), "house-"));
  try {
    for (const [file, text] of Object.entries({ ...kept, ...changes })) {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), text);
    }
    spawnSync("git", ["init", "-q"], { cwd: house });
    const { status, stdout, stderr } = spawnSync(join(__dirname, "check-house"), [house], { encoding: "utf8" });
    assert.equal(stderr, "");
    return { status, stdout };
  } finally {
    rmSync(house, { recursive: true });
  }
}

test("a house that keeps its rules passes", () => {
  const { status, stdout } = check({});
  assert.equal(status, 0, stdout);
});

test("a long file is noted, a very long one fails", () => {
  const lines = (count) => ({ "crates/app/src/long.rs": `//! Long.\n${"// x\n".repeat(count)}` });
  const noted = check(lines(700));
  assert.equal(noted.status, 0, noted.stdout);
  assert.match(noted.stdout, /note: crates\/app\/src\/long\.rs: 701 lines/);
  assert.match(check(lines(950)).stdout, /long\.rs: 951 lines; split it/);
});

const slash = "/"; // so that this file keeps the rules it breaks
for (const [name, file, text, said] of [
  ["a module without a purpose", "crates/app/src/a.rs", "pub fn a() {}\n", /src\/a\.rs:1: opens without/],
  ["something unfinished", "crates/app/src/a.rs", `//! A.\nfn a() { ${"todo"}!() }\n`, /a\.rs:2: `todo!\(/],
  ["a test set aside", "crates/app/tests/it/main.rs", `#[${"ignore"}]\n`, /main\.rs:1: `#\[ignore/],
  ["a skipped script test", "b.test.js", `test${".skip"}("x", () => {});\n`, /b\.test\.js:1: `test\.skip/],
  ["an allow", "crates/app/src/a.rs", `//! A.\n#[${"allow"}(dead_code)]\n`, /a\.rs:2: `allow`/],
  ["a vague name", "crates/app/src/a.rs", "//! A.\nstruct FormManager;\n", /a\.rs:2: `FormManager`/],
  ["a path of one machine", "docs/x.md", `see ${slash}root/x\n`, /x\.md:1: .*one machine/],
  ["a way out of the house", "docs/x.md", `see ..${slash}shared/x\n`, /x\.md:1: .*outside the repository/],
  ["a registry", "package-lock.json", `{"resolved": "${"http"}s://x"}\n`, /package-lock\.json:1: .*registry/],
  ["a foreign crate source", "Cargo.lock", lock + locked("a", `source = "${crates.replace("rust-lang", "someone")}"`), /Cargo\.lock:\d+: comes from elsewhere/],
  ["a lock that is not the manifests'", "crates/web/Cargo.toml", manifest("web", 'homeward-domain = { path = "../domain" }\n'), /Cargo\.lock: cargo does not take it/],
  ["a word for people", "crates/web/words/en/x.ftl", "x = The returnee\n", /x\.ftl:1: "returnee"/],
  ["a decision unlisted", "docs/adr/0001-x.md", "# 0001\n", /0001-x\.md: is missing/],
  ["a room that opens upwards", "crates/domain/Cargo.toml", manifest("domain", 'homeward-web = { path = "../web" }\n'), /domain\/Cargo\.toml: `domain` must not use `web`/],
  ["a licence that asks more", "crates/web/Cargo.toml", manifest("web", "", "MIT AND (GPL-3.0-only OR AGPL-3.0)"), /homeward-web 0\.1\.0` has the licence "MIT AND/],
  ["a page that knows keys", "crates/web/src/a.rs", "//! A.\nuse aws_lc_rs::aead;\n", /a\.rs:2: .*ask `vault`/],
  ["a page that speaks SQL", "crates/web/src/a.rs", '//! A.\nconst A: &str = "SELECT id FROM records";\n', /a\.rs:2: SQL/],
  ["an inline script", "crates/web/src/a.rs", '//! A.\n/* */ a onclick="x" {}\n', /a\.rs:2: `onclick=`/],
]) {
  test(`${name} is named`, () => {
    const { status, stdout } = check({ [file]: text });
    assert.equal(status, 1, stdout);
    assert.match(stdout, said);
  });
}
