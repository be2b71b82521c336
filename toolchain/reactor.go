//go:build wasip1

package main

import (
	"encoding/json"
	"unsafe"
)

// held keeps what the host may touch where it is.
var held = map[uint32][]byte{}

// alloc gives the host room for a question.
//
//go:wasmexport alloc
func alloc(length uint32) uint32 {
	return hold(make([]byte, max(length, 1)))
}

// ask answers the question at that place: the answer's place in the upper half, its length in the lower one.
//
//go:wasmexport ask
func ask(place, length uint32) uint64 {
	var question Question
	var answer Answer
	if err := json.Unmarshal(held[place][:length], &question); err != nil {
		answer = failed(err)
	} else {
		answer = run(question)
	}
	delete(held, place)
	text, err := json.Marshal(answer)
	if err != nil {
		text, _ = json.Marshal(failed(err))
	}
	return uint64(hold(text))<<32 | uint64(len(text))
}

// release tells that the host has read the answer at that place.
//
//go:wasmexport release
func release(place uint32) {
	delete(held, place)
}

func hold(bytes []byte) uint32 {
	place := uint32(uintptr(unsafe.Pointer(unsafe.SliceData(bytes))))
	held[place] = bytes
	return place
}
