import Foundation
import GRDB
import OutcomeModel
import Testing

@testable import Nightly

/// Disks that fill up or cannot be written, and stores that were cut, damaged or lost: a clear error,
/// the right status, and the last good report still in place.
@Suite(.serialized) struct DisasterTests {
  private typealias Rehearsal = CrashPointTests.Rehearsal

  /// The status and the words of a night by the real program.
  private func night(_ rehearsal: Rehearsal) throws -> (status: Int32, words: String) {
    let words = rehearsal.folder.path + "/words"
    let program = try #require(CrashTests.program)
    let status = try Rehearsal.run(
      "/bin/sh",
      [
        "-c", "\"$1\" run --wait 60 \"$2\" > \"$3\" 2>&1", "sh", program,
        rehearsal.clinic + "/nightly.yaml", words,
      ])
    return (status, rehearsal.folder.text("words") ?? "")
  }

  /// A clinic that has had its first night and has a second export waiting.
  private func clinic() throws -> (rehearsal: Rehearsal, page: String) {
    let rehearsal = try Rehearsal(withLibrary: false)
    try rehearsal.prepare(2)
    try rehearsal.reset(2)
    let page = try #require(rehearsal.folder.text("clinic/reports/latest/report.html"))
    return (rehearsal, page)
  }

  private func damage(
    _ rehearsal: Rehearsal, _ change: (FileHandle, UInt64) throws -> Void
  ) throws {
    let store = rehearsal.clinic + "/store/store.sqlite"
    // What is in the log goes into the file first, as when the computer was shut down in peace.
    #expect(try Rehearsal.run("/usr/bin/env", ["rm", "-f", store + "-wal", store + "-shm"]) == 0)
    let file = try FileHandle(forUpdating: URL(filePath: store))
    defer { try? file.close() }
    try change(file, try file.seekToEnd())
  }

  @Test(.enabled(if: CrashTests.isPossible, "needs the program beside the tests, and SampleData"))
  func aTruncatedStoreIsToldAndTheReportStays() throws {
    let (rehearsal, page) = try clinic()
    try damage(rehearsal) { file, size in try file.truncate(atOffset: size / 2) }
    let (status, words) = try night(rehearsal)
    #expect(status == 74, "\(words)")
    #expect(words.contains("damaged") && words.contains("backup"), "\(words)")
    #expect(rehearsal.folder.text("clinic/reports/latest/report.html") == page)
  }

  @Test(.enabled(if: CrashTests.isPossible, "needs the program beside the tests, and SampleData"))
  func aCorruptedStoreIsToldAndTheReportStays() throws {
    let (rehearsal, page) = try clinic()
    try damage(rehearsal) { file, size in
      // All but the first page, which says what the file is.
      try file.seek(toOffset: 4_096)
      file.write(Data(repeating: 0xA5, count: Int(size) - 4_096))
    }
    let (status, words) = try night(rehearsal)
    #expect(status == 74, "\(words)")
    #expect(words.contains("damaged"), "\(words)")
    #expect(rehearsal.folder.text("clinic/reports/latest/report.html") == page)
  }

  @Test(.enabled(if: CrashTests.isPossible, "needs the program beside the tests, and SampleData"))
  func aFileThatIsNoStoreIsTold() throws {
    let (rehearsal, page) = try clinic()
    try damage(rehearsal) { file, _ in
      try file.seek(toOffset: 0)
      file.write(Data(repeating: 0x20, count: 4_096))
    }
    let (status, words) = try night(rehearsal)
    #expect(status == 78, "\(words)")
    #expect(words.contains("no store of ashi"), "\(words)")
    #expect(rehearsal.folder.text("clinic/reports/latest/report.html") == page)
  }

  @Test(.enabled(if: CrashTests.isPossible, "needs the program beside the tests, and SampleData"))
  func aLostStoreIsNotBegunAnewBesideItsReports() throws {
    let (rehearsal, page) = try clinic()
    try damage(rehearsal) { file, _ in try file.truncate(atOffset: 0) }
    let (status, words) = try night(rehearsal)
    #expect(status == 74, "\(words)")
    #expect(words.contains("the store was lost"), "\(words)")
    #expect(rehearsal.folder.text("clinic/reports/latest/report.html") == page)
    // With the reports moved away it is a new beginning.
    #expect(
      try Rehearsal.run(
        "/bin/sh",
        [
          "-c", "mv \"$1\"/reports \"$1\"/old && rm \"$1\"/store/store.sqlite*", "sh",
          rehearsal.clinic,
        ]) == 0)
    #expect(try night(rehearsal).status == 0)
  }

  /// Whether a file system can be mounted for one process alone.
  private static let canMount: Bool = {
    CrashTests.isPossible
      && (try? Rehearsal.run(
        "/usr/bin/unshare", ["-rm", "sh", "-c", "mount -t tmpfs none /mnt"])) == 0
  }()

  @Test(.enabled(if: canMount, "needs unshare and the right to mount a tmpfs"))
  func aFullDiskEndsTheNightAndRoomMakesItWhole() throws {
    let (rehearsal, _) = try clinic()
    #expect(try rehearsal.night() == 0)
    let peace = try rehearsal.ending()
    try rehearsal.reset(2)
    // A disk with ever more room, until a night fits; then all of it in peace.
    let script = """
      program="$1"; clinic="$2"; out="$3"
      before=$(cat "$clinic/reports/latest/report.html" | cksum)
      used=$(du -sk "$clinic" | cut -f1)
      mkdir "$out/seed" && cp -a "$clinic/." "$out/seed/"
      room=40
      while :; do
        mount -t tmpfs -o size=$((used + room))k none "$clinic" || exit 99
        cp -a "$out/seed/." "$clinic/" || { umount "$clinic"; room=$((room + 60)); continue; }
        "$program" run --quiet "$clinic/nightly.yaml" 2> "$out/words-$room" < /dev/null
        status=$?
        echo "$room $status" >> "$out/statuses"
        now=$(cat "$clinic/reports/latest/report.html" | cksum)
        if [ $status != 0 ] && [ "$now" != "$before" ]; then
          # Published, and full only afterwards.
          [ -e "$clinic/reports/2026-10-31.2/run.json" ] || exit 98
        fi
        if [ $status = 0 ]; then break; fi
        mount -o remount,size=100m "$clinic" || exit 97
        "$program" run --quiet "$clinic/nightly.yaml" < /dev/null || exit 96
        rm -rf "$out/after-$room" && cp -a "$clinic" "$out/after-$room" || exit 95
        umount "$clinic"
        room=$((room + 120))
        [ $room -lt 6000 ] || exit 94
      done
      """
    let out = rehearsal.folder.path + "/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    let program = try #require(CrashTests.program)
    let ended = try Rehearsal.run(
      "/usr/bin/unshare", ["-rm", "sh", "-c", script, "sh", program, rehearsal.clinic, out])
    #expect(ended == 0, "\(rehearsal.folder.text("out/statuses") ?? "")")
    let statuses = (rehearsal.folder.text("out/statuses") ?? "").split(separator: "\n").map {
      $0.split(separator: " ").map { Int($0) ?? -1 }
    }
    #expect(statuses.count > 2, "the first rooms are too small")
    for attempt in statuses where attempt[1] != 0 {
      #expect([73, 74].contains(attempt[1]), "\(attempt)")
      let words = rehearsal.folder.text("out/words-\(attempt[0])") ?? ""
      #expect(words.contains("full") || words.contains("disk"), "\(attempt): \(words)")
      // What came of it once there was room again.
      try? FileManager.default.removeItem(atPath: rehearsal.clinic)
      try FileManager.default.moveItem(
        atPath: out + "/after-\(attempt[0])", toPath: rehearsal.clinic)
      let ending = try rehearsal.ending()
      for key in Set(peace.keys).union(ending.keys).sorted() where peace[key] != ending[key] {
        Issue.record("\(attempt): \(key) differs")
      }
    }
  }

  @Test(.enabled(if: canMount, "needs unshare and the right to mount"))
  func aReadOnlyDiskIsTold() throws {
    let (rehearsal, page) = try clinic()
    let program = try #require(CrashTests.program)
    let words = rehearsal.folder.path + "/words"
    let status = try Rehearsal.run(
      "/usr/bin/unshare",
      [
        "-rm", "sh", "-c",
        """
        mount --bind "$2" "$2" && mount -o remount,ro,bind "$2" || exit 99
        "$1" run "$2/nightly.yaml" > "$3" 2>&1 < /dev/null
        """, "sh", program, rehearsal.clinic, words,
      ])
    let said = rehearsal.folder.text("words") ?? ""
    #expect([73, 74, 77].contains(status), "\(status): \(said)")
    #expect(!said.isEmpty)
    #expect(rehearsal.folder.text("clinic/reports/latest/report.html") == page)
  }

  @Test(.enabled(if: CrashTests.isPossible, "needs the program beside the tests, and SampleData"))
  func aReaderDuringANightDisturbsNothing() throws {
    let (rehearsal, _) = try clinic()
    #expect(try rehearsal.night() == 0)
    let peace = try rehearsal.ending()
    try rehearsal.reset(2)
    let store = try Rehearsal.reader(rehearsal.clinic + "/store/store.sqlite")
    try store.read { db in
      let before = try Int.fetchOne(db, sql: "SELECT count(*) FROM session")
      #expect(try rehearsal.night() == 0)
      // The reader sees one state from its beginning to its end.
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM session") == before)
    }
    #expect(try rehearsal.ending() == peace)
  }
}
