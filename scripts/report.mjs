// One line a step, with its time. On a terminal the line lives while the step runs.
import { cancellation } from "./processes.mjs";

const live = process.stdout.isTTY === true;

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/** A failure whose message already says everything the reader needs: it is printed without a stack. */
export class Refusal extends Error {}

/** Runs `work` under a name. A step that answers a text shows it after its name; `undefined` shows the name alone. */
export async function step(name, work) {
  if (cancellation.requested) throw new Refusal("Stopped before everything was up.");
  const since = performance.now();
  const draw = () => process.stdout.write(`\r\u001b[2K… ${name}  ${seconds(since)}`);
  const timer = live ? setInterval(draw, 250) : undefined;
  if (live) draw();
  const end = (mark, detail) => {
    clearInterval(timer);
    const text = `${mark} ${name}${detail === undefined ? "" : ` (${detail})`}`;
    process.stdout.write(`${live ? "\r\u001b[2K" : ""}${text.padEnd(56)} ${seconds(since)}\n`);
  };
  try {
    const result = await work();
    end("✓", typeof result === "string" ? result : undefined);
    return result;
  } catch (error) {
    end("✗");
    throw error;
  }
}

/** Says what went wrong on stderr: a refusal in its own words, anything else with its stack. */
export function explain(error) {
  process.stderr.write(`\n${error instanceof Refusal ? error.message : (error?.stack ?? error)}\n`);
}

/** The end of a long text. */
export function lastLines(text, count = 30) {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
