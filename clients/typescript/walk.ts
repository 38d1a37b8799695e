// Searches a library and walks all of it, with types generated from openapi.yaml.
import createClient from "openapi-fetch";
import type { paths } from "./clausebank.js";

const api = createClient<paths>({ baseUrl: process.env.CLAUSEBANK_URL ?? "http://127.0.0.1:8080" });

const found = await api.GET("/v1/clauses", { params: { query: { q: "right to disconnect", country: ["ES"] } } });
if (!found.data) throw new Error(found.error.detail);
for (const clause of found.data.items) console.log(clause.id, clause.status, clause.instrument.title);

const seen = new Set<string>();
let next: string | undefined = "?sort=id&limit=50";
while (next) {
  const { searchParams }: URL = new URL(next, "http://localhost");
  const page = await api.GET("/v1/clauses", { params: { query: Object.fromEntries(searchParams) } });
  if (!page.data) throw new Error(page.error.detail);
  for (const clause of page.data.items) seen.add(clause.id);
  if (!page.data.next && seen.size !== page.data.total) throw new Error(`saw ${seen.size} of ${page.data.total}`);
  next = page.data.next;
}
console.log(`walked ${seen.size} clauses`);
