#!/usr/bin/env node

// Nothing is imported here, and nothing written that an old Node cannot read: it shall say one clear sentence.
const { node } = process.versions;
if (Number(node.split(".")[0]) >= 24) await import("./start.ts");
else {
  process.stderr.write(`brevet needs Node 24 or newer; this is Node ${node} (${process.execPath}).\n`);
  process.exitCode = 2;
}
