import { escapeHtml } from "./escape-html";
import type { SourcePerson } from "./sources";

const SHOWN = 500;

/** A small page on the fake's own port, for whoever wants to suspend somebody "over there" and watch. */
export function renderControlPage(system: { name: string; statuses: readonly string[]; people: () => SourcePerson[] }): string {
  const people = system.people();
  const rows = people.slice(0, SHOWN).map((person) => rowOf(person, system.statuses));
  const name = escapeHtml(system.name);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${name} (demo)</title>
<style>
  body { font: 14px/1.4 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; color: #222; background: #fff }
  table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid #ddd }
  input[type=search] { padding: .4rem; width: 20rem } button, select { font: inherit } .off { color: #a33 } #said { min-height: 1.4em }
</style>
</head>
<body>
<h1>${name} <small>(demo provider)</small></h1>
<p>This page stands in for the administration of ${name}. Change somebody here, then sync in the product.
${String(people.length)} accounts${people.length > SHOWN ? `, the first ${String(SHOWN)} shown` : ""}.</p>
<p><label>Find <input type="search" id="find" autofocus></label></p>
<p id="said" role="status"></p>
<table>
<thead><tr><th>Name</th><th>E-mail</th><th>Id</th><th>Status</th><th></th></tr></thead>
<tbody>${rows.join("\n")}</tbody>
</table>
<script>
const said = document.getElementById("said");
async function send(command) {
  const answer = await fetch("/_demo", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(command) });
  const body = await answer.json();
  said.textContent = answer.ok ? "Done. Sync in the product to see it." : body.error;
  return answer.ok;
}
document.addEventListener("change", async ({ target }) => {
  if (target.matches("select")) await send({ action: "setStatus", key: target.dataset.id, status: target.value });
});
document.addEventListener("click", async ({ target }) => {
  if (target.matches("button[data-id]") && (await send({ action: "remove", key: target.dataset.id }))) target.closest("tr").remove();
});
document.getElementById("find").addEventListener("input", ({ target }) => {
  for (const row of document.querySelectorAll("tbody tr")) row.hidden = !row.textContent.toLowerCase().includes(target.value.toLowerCase());
});
</script>
</body>
</html>`;
}

function rowOf(person: SourcePerson, statuses: readonly string[]): string {
  const id = escapeHtml(person.id);
  const name = escapeHtml(`${person.givenName} ${person.familyName}`);
  const words = statuses.includes(person.status) ? statuses : [person.status, ...statuses];
  const options = words.map((status) => `<option${status === person.status ? " selected" : ""}>${escapeHtml(status)}</option>`);
  return `<tr><td><bdi>${name}</bdi></td><td>${escapeHtml(person.email)}</td><td><code>${id}</code></td>
<td><select data-id="${id}" aria-label="Status of ${name}">${options.join("")}</select></td>
<td><button type="button" data-id="${id}" aria-label="Remove ${name}">Remove</button></td></tr>`;
}
