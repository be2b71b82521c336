package main

func trace(question Question) Answer { return failed() }
