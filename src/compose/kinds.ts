export { kinds } from "../targets/registry.ts";
