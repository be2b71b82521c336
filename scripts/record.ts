import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

/**
 * Records the demo: `npm run record`. The whole session goes to docs/session.md, its chapter of a first certificate into
 * README.md between the two markers there. What differs from run to run (folders, ports) is made the same.
 */
const root = path.resolve(import.meta.dirname, "..");
const [begin, end] = ["<!-- recorded: npm run record -->", "<!-- end of the recording -->"];

const session = stripVTControlCharacters(
  execFileSync("npm", ["run", "-s", "demo"], { cwd: root, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } }),
)
  .replaceAll(/\/\S*\/brevet-demo-\w+/g, "/tmp/demo")
  .replaceAll(/\/\S*\/brevet-pg-\w+/g, "/tmp/postgresql")
  .replaceAll(/kill -9 \d+/g, "kill -9 4711")
  .replaceAll(/localhost:\d+/g, "localhost:8443")
  .trim();

const chapters = session.split(/^(?=\d\. )/m);
const first = chapters.find((chapter) => chapter.startsWith("2. "));
if (first === undefined) throw new Error("the demo has no second chapter");

writeFileSync(
  path.join(root, "docs/session.md"),
  `# A recorded session\n\nWhat \`npm run demo\` showed, recorded by \`npm run record\`.\n\n\`\`\`text\n${session}\n\`\`\`\n`,
);
const readme = path.join(root, "README.md");
const [before, rest = ""] = readFileSync(readme, "utf8").split(begin);
const after = rest.slice(rest.indexOf(end));
if (before === undefined || !after.startsWith(end)) throw new Error("README.md has lost its markers");
writeFileSync(readme, `${before}${begin}\n\n\`\`\`text\n${first.trim()}\n\`\`\`\n\n${after}`);
console.log("recorded: docs/session.md, README.md");
