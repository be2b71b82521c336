"use strict";

const major = Number(process.versions.node.split(".")[0]);

if (major < 24) {
  console.error(
    [
      `Brevet needs Node 24 or newer; this is Node ${process.versions.node} (${process.execPath}).`,
      "On Linux (x64, arm64) `npm ci` brings Node 24 with it: run `npm ci`, then this again,",
      "and check that optional dependencies are not left out (npm config get omit).",
      "Elsewhere install Node 24 from https://nodejs.org or with your version manager (see .node-version).",
    ].join("\n"),
  );
  process.exit(1);
}
