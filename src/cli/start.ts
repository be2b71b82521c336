import { processIo } from "./io.ts";
import { run } from "./program.ts";

// Each look at the real environment asks the system, and the YAML parser looks once for every token. Windows alone takes
// names of variables in any case, which a copy does not.
if (process.platform !== "win32") process.env = { ...process.env };

process.exitCode = await run(process.argv.slice(2), processIo());
