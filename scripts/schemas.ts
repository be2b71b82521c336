import { globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { publishedSchemas } from "./schemas/published.ts";

/** Writes schemas/ from src/core: `npm run schemas`. */
const folder = path.resolve(import.meta.dirname, "../schemas");
const files = await publishedSchemas();

mkdirSync(folder, { recursive: true });
for (const old of globSync("*.json", { cwd: folder })) if (!files.has(old)) rmSync(path.join(folder, old));
for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
console.log(`schemas: ${[...files.keys()].join(", ")}`);
