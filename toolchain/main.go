// Command toolchain is everything that Brevet needs of OPA, as one WebAssembly module: it compiles, checks, formats,
// tests and explains rules. A question and its answer are JSON in memory; it opens no file.
package main

func main() {}
