// Package bolt keeps the record of a library in one bbolt file: every document
// as it now stands and as it stood before, numbered by revision. It depends on
// clauses and bbolt.
//
// It promises that
//   - what Put, PutIf, Withdraw, Purge and SetNotes acknowledge outlives a loss
//     of power, and what they refuse, or did not get to acknowledge, is there
//     whole or not at all,
//   - nothing leaves the record but by Withdraw, which keeps the history, and
//     Purge, which does not,
//   - readers never wait for writers, nor writers for readers, however slowly
//     a walk or a backup is consumed,
//   - damage is an ErrUnreadable, not a wrong answer: documents and clauses
//     have checksums that are compared whenever they are read. (One damage
//     cannot be told from a crash: when the page that makes the last
//     transaction count is destroyed, the store stands as it stood before.)
//
// One process at a time has a file open; another gets ErrInUse.
//
// # The file
//
// It has eight buckets. Revisions in keys are 8 bytes, big endian, so that keys
// of versions and bodies only ever grow.
//
// meta holds numbers of 8 bytes and one text:
//
//	format     1
//	store      "47e0f7c5-1715-4e65-9f37-3becaa8cbb39"
//	epoch      1 in a new store; a restore sets it to the time in milliseconds, or higher
//	revision   the newest
//	time       of the newest version; the next one's is never earlier
//	purged     how many versions purges have removed
//	compact    there only from the time that a purge is stored until the file is written anew
//
// versions holds each state of each document under its revision: a CRC-32C of
// key and value, the time in milliseconds since 1970 (8 bytes), and JSON. A body
// is named by the revision that stored it, chunk, start, length and CRC-32C:
//
//	17 → crc, time, {"instrument":"es-banca-2021","previous":12,"hash":"9c1e…",
//	      "body":"12.0.0.801.5d00b7e2","clauses":[{"id":"es-banca-2021.art-80","body":"17.0.0.944.0c9f31aa"}]}
//
// bodies holds the JSON of instruments and clauses, one after the other, in
// chunks of some 16 KiB under revision and number of the chunk (4 bytes). A
// body that a revision does not change is not stored again:
//
//	17, 0 → {"id":"es-banca-2021.art-80","locator":"Article 80",…
//
// The other buckets say how things now stand. They follow from the versions,
// are kept in the same transaction, and Verify compares them:
//
//	instruments   es-banca-2021 → {"revision":17,"hash":"9c1e…","body":"12.0.0.801.5d00b7e2"}
//	clauses       es-banca-2021.art-80 → {"body":"17.0.0.944.0c9f31aa"}
//	              es-banca-2021.art-79 → {"gone":{"id":"es-banca-2021.art-79","date":"2026-11-21","reason":"…"}}
//	links         es-lopdgdd-2018.art-88 NUL es-banca-2021.art-80 → ["rests_on"]
//	identifiers   boea20215003 NUL es-banca-2021 → (nothing)
//	notes         library/es-banca-2021 → 9c1e…
//
// # What is synced when
//
// A transaction writes its pages to unused places and syncs the file; then it
// writes the page that makes them count, and syncs again; then it is
// acknowledged. A file that grows is synced once more before. New files (a new
// store, a restored one, one that a purge has written anew) are complete and
// synced under another name before they get theirs, and then the directory is
// synced. When a write fails before the last page, as on a full disk, the store
// is as it was and can be used. When the last sync itself fails, nobody can say
// whether the change will last: the store then refuses all writes until it is
// opened again.
//
// # What a purge leaves
//
// The IDs of the instrument and of its clauses, the day and the reason, in a
// version that has no body. Everything else is removed, and because a
// transaction leaves old bytes on pages that it has freed, the file is then
// written anew. Copies elsewhere are out of reach: backups, other documents that
// mention the instrument, and blocks of the disk that the file system has freed.
package bolt
