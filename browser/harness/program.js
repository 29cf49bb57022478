// Starts the built program with its invented country, waits until it answers, and stops it. The one place that
// knows the command, and how the program says where it listens.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The moment every story begins: a Sunday morning in Kazakhstan's November. */
export const NOW = "2026-11-15T09:00:00Z";

const root = fileURLToPath(new URL("../..", import.meta.url));
const binary = process.env.HOMEWARD_BINARY ?? join(root, "target/release/homeward");
const command = (data) => [binary, ["demo", "--port", "0", "--data", data, "--now", NOW]];
const address = /https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+/;
const patience = 120_000;

/**
 * A running demo: `{ url, output(), stop() }`, on a database of its own. HOMEWARD_URL, if set, names one that runs
 * already (for the inner loop); it is used as it is and left running.
 */
export async function start() {
  if (process.env.HOMEWARD_URL) {
    return { url: process.env.HOMEWARD_URL.replace(/\/$/, ""), output: () => "", stop: async () => {} };
  }
  if (!existsSync(binary)) throw new Error("the program is not built: cargo build --release");
  const data = await mkdtemp(join(tmpdir(), "homeward-demo-"));
  const [program, words] = command(data);
  const child = spawn(program, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const gone = new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
  const take = (bytes) => {
    output += bytes;
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  // A test run that is killed takes the program with it.
  const last = () => child.kill("SIGKILL");
  process.once("exit", last);

  const stop = async () => {
    child.kill("SIGTERM");
    const slow = setTimeout(last, 5_000);
    await gone;
    clearTimeout(slow);
    process.removeListener("exit", last);
    await rm(data, { recursive: true, force: true });
  };

  try {
    const url = await Promise.race([
      answering(() => address.exec(output)?.[0]),
      gone.then((how) => Promise.reject(new Error(`the program ended (${how}) before it listened:\n${output}`))),
    ]);
    return { url, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function answering(said) {
  const until = Date.now() + patience;
  while (Date.now() < until) {
    const url = said();
    if (url && (await fetch(url, { redirect: "manual" }).then(() => true, () => false))) return url;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the program did not answer within ${patience / 1000} s`);
}
