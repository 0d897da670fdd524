// npm run connector:new <id> ["Name"]: a folder under lib/connectors that passes the contract suite as it is.
import fs from "node:fs";
import path from "node:path";
import { explain, Refusal } from "./report.mjs";
import { root } from "./schema-engine.mjs";

const templates = path.join(import.meta.dirname, "connector-template");

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

function readArguments([id = "", name]) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) throw new Refusal('Give an id in small letters, such as: npm run connector:new acme-hr "Acme HR"');
  const type = id.split("-").map(capital).join("");
  return { id, name: name ?? id.split("-").map(capital).join(" "), type, variable: type.charAt(0).toLowerCase() + type.slice(1) };
}

function make({ id, name, type, variable }) {
  const folder = path.join(root, "lib", "connectors", id);
  if (fs.existsSync(folder)) throw new Refusal(`There is a folder lib/connectors/${id} already.`);
  const words = { __id__: id, __Name__: name, __Type__: type, __var__: variable };
  fs.mkdirSync(folder);
  for (const file of fs.readdirSync(templates)) {
    const text = fs.readFileSync(path.join(templates, file), "utf8").replaceAll(/__(?:id|Name|Type|var)__/g, (word) => words[word]);
    fs.writeFileSync(path.join(folder, file.replace(/\.txt$/, "")), text);
  }
}

try {
  const words = readArguments(process.argv.slice(2));
  make(words);
  process.stdout.write(`lib/connectors/${words.id} is there and passes the contract suite:

  npx vitest run --project unit lib/connectors/${words.id}

Next, in this order:
  1. fixture.ts      what the vendor's documentation says of paths, paging and errors
  2. schema.ts, status-map.ts, transform.ts, index.ts until the suite passes again
  3. registry.ts     import { ${words.variable} } and add register(${words.variable})
  4. docs/connectors.md and the folder's README.md
`);
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
