import Foundation
import Testing

@testable import Nightly

@Suite struct InboxTests {
  @Test func filesComeInByteOrderAndOthersArePassedOver() async throws {
    let folder = try TemporaryFolder()
    for name in ["b.csv", "B.csv", "a.csv", ".hidden.csv", "~lock.csv", "c.csv.part", "d.tmp"] {
      try folder.write("x", "inbox/" + name)
    }
    try folder.write("x", "inbox/folder.csv/inner")
    let listing = await Inbox(pattern: folder.path + "/inbox/*").list(settleSeconds: 0)
    #expect(listing?.files.map { PathText.name(of: $0) } == ["B.csv", "a.csv", "b.csv"])
    #expect(listing?.unsettled == 0)
  }

  @Test func aMissingInboxIsNotAnEmptyOne() async throws {
    let folder = try TemporaryFolder()
    #expect(await Inbox(pattern: folder.path + "/inbox/*.csv").list(settleSeconds: 0) == nil)
    #expect(await Inbox(pattern: folder.path + "/one.csv").list(settleSeconds: 0) == nil)
    try folder.write("x", "inbox/readme.txt")
    #expect(
      await Inbox(pattern: folder.path + "/inbox/*.csv").list(settleSeconds: 0)?.files == [])
  }

  @Test func aFileThatGrowsWaits() async throws {
    let folder = try TemporaryFolder()
    try folder.write("x", "inbox/a.csv")
    try folder.write("x", "inbox/b.csv")
    let growing = folder.path + "/inbox/a.csv"
    let listing = await Inbox(pattern: folder.path + "/inbox/*.csv").list(settleSeconds: 5) {
      #expect($0 == 5)
      try? "xy".write(toFile: growing, atomically: false, encoding: .utf8)
    }
    #expect(listing?.files.map { PathText.name(of: $0) } == ["b.csv"])
    #expect(listing?.unsettled == 1)
  }

  @Test func wildcardsMayStandInFolders() async throws {
    let folder = try TemporaryFolder()
    try folder.write("x", "in/two/a.csv")
    try folder.write("x", "in/one/b.csv")
    let inbox = Inbox(pattern: folder.path + "/in/*/*.csv")
    #expect(inbox.folder == folder.path + "/in")
    let names = await inbox.list(settleSeconds: 0)?.files.map { PathText.name(of: $0) }
    #expect(names == ["a.csv", "b.csv"])
  }
}
