import OutcomeModel
import Testing

@Suite struct TextArenaTests {
  @Test func textsAreKeptInOneBlock() {
    var arena = TextArena()
    for text in ["b", "", "aé", "ab"] { arena.append(text.utf8) }
    #expect((0..<arena.count).map { arena[$0] } == ["b", "", "aé", "ab"])
    #expect(arena == TextArena(bytes: Array("baéab".utf8), ends: [1, 1, 4, 6]))
  }

  @Test func anArenaTakenOverIsTheOneThatWasAppendedTo() {
    var arena = TextArena()
    for text in ["b", "aé"] { arena.append(text.utf8) }
    #expect(arena == TextArena(bytes: Array("baé".utf8), narrowEnds: [1, 4]))
    #expect(!arena.hasEmpty)
    var seen: [String] = []
    arena.forEach(in: 0..<2) { seen.append("\($0)" + String(decoding: $1, as: UTF8.self)) }
    #expect(seen == ["0b", "1aé"])
  }

  @Test func textsOfOneLengthNeedNoEnds() {
    var arena = TextArena(bytes: Array("abcdef".utf8), length: 2, count: 3)
    #expect((0..<arena.count).map { arena[$0] } == ["ab", "cd", "ef"])
    #expect(!arena.hasEmpty && arena.precedes(1, 2))
    let same = TextArena(bytes: Array("abcdef".utf8), ends: [2, 4, 6])
    let other = TextArena(bytes: Array("abcdef".utf8), ends: [2, 3, 6])
    #expect(arena == same && arena.hashValue == same.hashValue && arena != other)
    var seen: [String] = []
    arena.forEach(in: 1..<3) { seen.append("\($0)" + String(decoding: $1, as: UTF8.self)) }
    #expect(seen == ["1cd", "2ef"])
    arena.append("g".utf8)
    #expect((0..<arena.count).map { arena[$0] } == ["ab", "cd", "ef", "g"])
    #expect(TextArena(bytes: [], length: 0, count: 2).hasEmpty)
    #expect(!TextArena(bytes: [], length: 0, count: 0).hasEmpty)
  }

  @Test(arguments: [["", "a"], ["a", "", "b"], ["a", ""]])
  func anEmptyTextIsSeen(texts: [String]) {
    var arena = TextArena()
    for text in texts { arena.append(text.utf8) }
    #expect(arena.hasEmpty)
  }

  @Test func orderIsThatOfBytes() {
    var arena = TextArena()
    for text in ["b", "", "aé", "ab", "ab"] { arena.append(text.utf8) }
    #expect(arena.precedes(1, 0) && arena.precedes(3, 2) && arena.precedes(2, 0))
    #expect(!arena.precedes(3, 4) && !arena.precedes(4, 3))
  }
}
