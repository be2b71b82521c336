import { globSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compiledModule } from "./schemas/compiled.ts";
import { publishedSchemas } from "./schemas/published.ts";

/** Writes schemas/ from src/core, and what is compiled of them beforehand: `npm run schemas`. */
const folder = path.resolve(import.meta.dirname, "../schemas");
const files = await publishedSchemas();

mkdirSync(folder, { recursive: true });
for (const old of globSync("*.json", { cwd: folder })) if (!files.has(old)) rmSync(path.join(folder, old));
for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
console.log(`schemas: ${[...files.keys()].join(", ")}`);
writeFileSync(path.resolve(folder, "../src/core/json/compiled-schemas.ts"), compiledModule());
