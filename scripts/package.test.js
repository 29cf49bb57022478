// The package is what a server gets who never sees this repository: what is in it, what it asks for, and what it leaves
// alone. Packed here is a program that is small and there everywhere; what is looked at does not depend on it.
"use strict";

const { test, before, after } = require("node:test");
const assert = require("node:assert/strict");
const { execFileSync, spawnSync } = require("node:child_process");
const { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const house = join(__dirname, "..");
const read = (...path) => readFileSync(join(house, ...path), "utf8");
const build = (out, { umask = 0o022, zone = "UTC", binary = "/bin/true" } = {}) =>
  spawnSync("bash", ["-c", `umask ${umask.toString(8)}; exec scripts/package --no-install --binary "$0" --out "$1"`, binary, out], {
    cwd: house,
    encoding: "utf8",
    env: { ...process.env, TZ: zone },
  });

let folder, deb, tree;
const ask = (...args) => execFileSync("dpkg-deb", [...args, deb], { encoding: "utf8" });

before(() => {
  folder = mkdtempSync(join(tmpdir(), "package-"));
  const { status, stdout, stderr } = build(folder);
  assert.equal(status, 0, stderr);
  deb = stdout.trim().split("\n").pop();
  tree = join(folder, "tree");
});
after(() => rmSync(folder, { recursive: true }));

test("one commit and one program give the same bytes, whoever builds them and where", () => {
  const other = mkdtempSync(join(tmpdir(), "package-"));
  try {
    const { status, stdout, stderr } = build(other, { umask: 0o077, zone: "Pacific/Chatham" });
    assert.equal(status, 0, stderr);
    assert.ok(readFileSync(deb).equals(readFileSync(stdout.trim().split("\n").pop())), "the bytes differ");
  } finally {
    rmSync(other, { recursive: true });
  }
});

test("it asks for the libraries that the program needs", () => {
  assert.match(ask("--field"), /^Depends: .*\blibc6 \(>= 2\.\d+\)/m);
  assert.match(ask("--field"), /^Version: \d+\.\d+\.\d+(~\d{8}\.\d{6})?$/m);
});

test("all of it is root's, and nobody else may write to any of it", () => {
  const lines = ask("--contents").trim().split("\n");
  assert.ok(lines.length > 20);
  for (const line of lines) assert.match(line, /^[-d]rw[-x]r-[-x]r-[-x] root\/root /, line);
});

test("settings are a conffile, and no key is in the package", () => {
  const paths = ask("--contents").split("\n").map((line) => line.split(" ").pop());
  assert.ok(paths.includes("./etc/homeward/homeward.conf"));
  assert.equal(execFileSync("dpkg-deb", ["--info", deb, "conffiles"], { encoding: "utf8" }), "/etc/homeward/homeward.conf\n");
  assert.deepEqual(paths.filter((path) => /\.(key|ring|db|age|pem)$/.test(path)), []);
});

test("whoever gets it learns what it is for, under which licences, and that it is not yet safe", () => {
  const documents = join(tree, "usr/share/doc/homeward");
  const told = execFileSync("gzip", ["-dc", join(documents, "licences.txt.gz")], { encoding: "utf8", maxBuffer: 64 << 20 });
  for (const crate of ["tokio", "rusqlite", "axum"]) assert.match(told, new RegExp(`^${crate} [\\d.]+.*: .*; text \\d`, "m"));
  assert.doesNotMatch(told, /^homeward-|^proptest /m);
  assert.match(readFileSync(join(documents, "server.md"), "utf8"), /not yet\s+ready for real children's data/);
  for (const name of readdirSync(documents)) assert.ok(statSync(join(documents, name)).size > 0, name);
});

test("what the units start is in the package", () => {
  const units = readdirSync(join(house, "packaging")).filter((file) => /\.(service|timer)$/.test(file));
  assert.equal(units.length, 5);
  for (const unit of units) {
    assert.ok(existsSync(join(tree, "lib/systemd/system", unit)), unit);
    const programs = read("packaging", unit).match(/\/usr\/s?bin\/homeward\b/g) ?? [];
    assert.ok(unit.endsWith(".timer") || programs.length > 0, unit);
    for (const program of programs) assert.ok(existsSync(join(tree, program)), program);
  }
  assert.ok(existsSync(join(tree, "usr/sbin/as-homeward")));
});

test("every service is in the sandbox", () => {
  const sandbox = read("packaging/sandbox.conf");
  const wanted = [
    "User=homeward", "UMask=0077", "LoadCredential=root.key:/etc/homeward/root.key", "LimitCORE=0", "NoNewPrivileges=yes",
    "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes",
    "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "LockPersonality=yes", "MemoryDenyWriteExecute=yes",
    "SystemCallFilter=@system-service",
  ];
  for (const line of wanted) assert.ok(sandbox.split("\n").includes(line), line);
  for (const where of ["homeward.service.d", "homeward-.service.d"]) {
    assert.equal(readFileSync(join(tree, "lib/systemd/system", where, "sandbox.conf"), "utf8"), sandbox);
  }
  for (const unit of ["homeward.service", "homeward-backup.service", "homeward-verify.service"]) {
    assert.doesNotMatch(read("packaging", unit), /^(User|Protect|Private|SystemCall|Capab)/m, `${unit} loosens it`);
  }
});

test("the scripts of the package read as shell, and take nothing of a child away", () => {
  for (const script of ["postinst", "prerm", "postrm", "as-homeward"]) {
    execFileSync("sh", ["-n", join(house, "packaging", script)]);
    assert.doesNotMatch(read("packaging", script), /^[^#]*\b(rm|rmdir|unlink|shred|userdel|deluser|find|mv)\b/m, script);
  }
  const scripts = ["postinst", "prerm", "postrm"];
  const there = execFileSync("dpkg-deb", ["--info", deb], { encoding: "utf8" });
  for (const script of scripts) assert.match(there, new RegExp(`\\* +${script} `));
});

test("a setting that the package names is one that the program knows", () => {
  const sources = readdirSync(join(house, "crates/cli/src")).filter((file) => file.endsWith(".rs"));
  const known = new Set(sources.flatMap((file) => read("crates/cli/src", file).match(/HOMEWARD_[A-Z_]+/g) ?? []));
  const places = [...readdirSync(join(house, "packaging")).map((file) => `packaging/${file}`), "docs/server.md", "docs/operations.md"];
  let seen = 0;
  for (const place of places) {
    for (const [name] of read(place).matchAll(/HOMEWARD_[A-Z_]+/g)) {
      assert.ok(known.has(name), `${place}: ${name} is read by nobody`);
      seen += 1;
    }
  }
  assert.ok(seen > 15);
});

test("the container file copies what is there, runs as nobody special, and holds no secret", () => {
  const lines = read("packaging/Containerfile").split("\n");
  const copied = lines.filter((line) => line.startsWith("COPY ")).map((line) => line.split(" ")[1]);
  assert.ok(copied.length > 0);
  for (const path of copied) assert.ok(existsSync(join(folder, path.replace("target/package/", ""))), path);
  assert.match(lines.filter((line) => line.startsWith("USER ")).pop(), /^USER [1-9]\d*:[1-9]\d*$/);
  assert.doesNotMatch(lines.join("\n"), /^(ENV|ARG)?[^#\n]*(PASSPHRASE|PASSWORD|TOKEN)/m);
  // The libraries of the machine that built it have to be those of the image.
  assert.match(lines.find((line) => line.startsWith("FROM ")), /debian:bookworm-slim$/);
});

test("what cannot be packed is refused, with the mend", () => {
  const refused = (...args) => spawnSync(join(house, "scripts/package"), args, { cwd: house, encoding: "utf8" });
  for (const [args, says] of [
    [["--binary", join(folder, "nothing")], /is no program/],
    [["--binary", join(house, "scripts/check-house"), "--out", join(folder, "x")], /is it a program for this machine/],
    [["--binary"], /needs a path/],
    [["--fast"], /--help/],
  ]) {
    const { status, stderr } = refused(...args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, says);
  }
  assert.deepEqual(existsSync(join(folder, "x")) ? readdirSync(join(folder, "x")).filter((name) => name.endsWith(".deb")) : [], []);
});
