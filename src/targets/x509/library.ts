// The library needs Reflect's metadata functions before it loads.
import "reflect-metadata";

export * from "@peculiar/x509";
