import Foundation
import GRDB
import OutcomeModel
import Testing

@testable import Store

/// What `docs/store.md` says of the views holds, and its queries run.
@Suite struct StoreGuideTests {
  private let guide: String

  init() throws {
    var root = URL(filePath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    guide = try String(contentsOf: root.appending(path: "docs/store.md"), encoding: .utf8)
  }

  private var queries: [String] {
    guide.components(separatedBy: "```sql\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  private func store(_ folder: TemporaryFolder) throws -> ClinicStore {
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(
      Readings.file(
        "a",
        (0..<40).map { Visit("p\($0 % 8)", Int32($0 * 3), 8 - $0 % 5, after: 3, id: "v\($0)") }))
    try store.derive()
    return store
  }

  @Test func everyQueryRunsAndFindsSomething() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    #expect(queries.count == 2)
    for query in queries {
      let rows = try store.queue.read { try Row.fetchAll($0, sql: query) }
      #expect(!rows.isEmpty, "\(query)")
    }
  }

  @Test func theColumnsOfTheViewsAreThoseThatTheGuideNames() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    for view in ["session_change", "episode_outcome"] {
      let columns = try store.queue.read {
        try String.fetchAll($0, sql: "SELECT name FROM pragma_table_info(?)", arguments: [view])
      }
      let start = try #require(guide.range(of: "\n`\(view)`: "))
      let text =
        guide[start.upperBound...].prefix { $0 != "\n" }
        + guide[start.upperBound...].drop { $0 != "\n" }.prefix(400)
      for column in columns { #expect(text.contains("`\(column)`"), "\(view).\(column)") }
    }
  }

  @Test func theGrainOfAViewIsAKey() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    let doubles = try store.queue.read { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT (SELECT count(*) FROM (
              SELECT 1 FROM session_change GROUP BY session HAVING count(*) > 1))
            + (SELECT count(*) FROM (
              SELECT 1 FROM episode_outcome GROUP BY episode, instrument, "window"
              HAVING count(*) > 1))
          """)
    }
    #expect(doubles == 0)
  }
}
