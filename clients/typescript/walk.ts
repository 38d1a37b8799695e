// Searches a library and walks all of it, with types generated from openapi.yaml.
import createClient from "openapi-fetch";
import type { paths } from "./clausebank.js";

const api = createClient<paths>({ baseUrl: process.env.CLAUSEBANK_URL ?? "http://127.0.0.1:8080" });

const found = await api.GET("/v1/clauses", { params: { query: { q: "right to disconnect", country: ["ES"] } } });
if (!found.data) throw new Error(found.error.detail);
for (const clause of found.data.items) console.log(clause.id, clause.status, clause.instrument.title);

const pageAt = (link: string) =>
  api.GET("/v1/clauses", { params: { query: Object.fromEntries(new URL(link, "http://localhost").searchParams) } });

const seen = new Set<string>();
for (let next: string | undefined = "/v1/clauses?sort=id&limit=50"; next; ) {
  const page: Awaited<ReturnType<typeof pageAt>> = await pageAt(next);
  if (!page.data) throw new Error(page.error.detail);
  for (const clause of page.data.items) seen.add(clause.id);
  next = page.data.next;
  if (!next && seen.size !== page.data.total) throw new Error(`walked ${seen.size} of ${page.data.total} clauses`);
}
console.log(`walked ${seen.size} clauses`);
