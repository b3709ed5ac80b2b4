import Foundation
import OutcomeModel
import Store
import Testing

@testable import Nightly

/// The program itself, killed with SIGKILL at random instants of its nights, again and again.
///
/// `ASHI_KILLS` sets how often (25). A failing history can be had again by its seed, up to the speed of
/// the machine.
@Suite struct CrashTests {
  /// `ashi` as `ASHI_PROGRAM` names it (a release build kills faster), else as the package builds it,
  /// beside the tests.
  static let program: String? = {
    if let named = ProcessInfo.processInfo.environment["ASHI_PROGRAM"] {
      return access(named, X_OK) == 0 ? named : nil
    }
    let own = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let arguments = CommandLine.arguments.prefix(1) + [own].compactMap(\.self)
    return arguments.map { PathText.folder(of: $0) + "/ashi" }.first { access($0, X_OK) == 0 }
  }()

  /// The root of the package.
  static let package: String = {
    var folder = PathText.folder(of: #filePath)
    for _ in 0..<2 { folder = PathText.folder(of: folder) }
    return folder
  }()

  static let isPossible = program != nil && access(package + "/SampleData/canonical", R_OK) == 0

  /// A clinic in a folder of its own, to which exports come one by one.
  final class Clinic {
    let folder: TemporaryFolder
    let program: String
    private var waiting: [String]

    init(program: String) throws {
      self.program = program
      folder = try TemporaryFolder()
      let samples = CrashTests.package + "/SampleData/canonical"
      waiting = try FileManager.default.contentsOfDirectory(atPath: samples)
        .filter { $0.hasSuffix(".csv") }.sorted().prefix(4).map { samples + "/" + $0 }
      try FileManager.default.copyItem(
        atPath: CrashTests.package + "/Pipelines/plan.yaml", toPath: folder.path + "/plan.yaml")
      try FileManager.default.createDirectory(
        atPath: folder.path + "/inbox", withIntermediateDirectories: true)
      _ = try folder.pipeline(
        "mail: {when: nightly, from: ashi@clinic.example, to: [owner@clinic.example]}")
      // The same key for every clinic, so that their stores can be compared.
      try folder.write(
        String(repeating: "a5", count: 32) + "\n", "store/patient.key", mode: 0o600)
    }

    var hasMore: Bool { !waiting.isEmpty }

    /// The next export arrives.
    func receive() throws {
      guard let next = waiting.first else { return }
      waiting.removeFirst()
      let name = PathText.name(of: next)
      try FileManager.default.copyItem(atPath: next, toPath: folder.path + "/inbox/" + name)
    }

    /// Runs a night; killed after a time, or to its end.
    @discardableResult
    func night(killedAfter seconds: Double? = nil) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = ["run", "--quiet", folder.path + "/nightly.yaml", "--wait", "60"]
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardInput = FileHandle.nullDevice
      try process.run()
      if let seconds {
        Thread.sleep(forTimeInterval: seconds)
        kill(process.processIdentifier, SIGKILL)
      }
      process.waitUntilExit()
      return process.terminationStatus
    }

    func ending() throws -> Ending {
      let store = try ClinicStore(path: folder.path + "/store/store.sqlite", mode: .readOnly)
      let sessions = try store.sessions()
      return Ending(
        tables: try ["results.csv", "series.csv", "rejects.csv", "flow.csv"].map {
          try #require(folder.text("reports/latest/" + $0))
        }, visits: sessions.rowCount, patients: sessions.patientCount,
        files: try store.files().map(\.sha256), accounts: try store.files().map(\.account))
    }
  }

  /// What the end of a history is judged by: the printed tables, and the rows by fate.
  struct Ending: Equatable {
    var tables: [String]
    var visits: Int
    var patients: Int
    var files: [String]
    var accounts: [RowAccount]
  }

  @Test(.enabled(if: isPossible, "needs the program beside the tests, and SampleData"))
  func aHistoryOfKillsEndsAsOneWithout() throws {
    let program = try #require(CrashTests.program)
    let kills = ProcessInfo.processInfo.environment["ASHI_KILLS"].flatMap { Int($0) } ?? 25
    var random = RandomInstants(seed: 20_261_031)

    let undisturbed = try Clinic(program: program)
    var longest = 0.0
    while undisturbed.hasMore {
      try undisturbed.receive()
      let began = Date()
      #expect(try undisturbed.night() == 0)
      longest = max(longest, Date().timeIntervalSince(began))
    }

    let killed = try Clinic(program: program)
    for kill in 0..<kills {
      if kill % 3 == 0, killed.hasMore {
        // What was published is an input of the next report, so both clinics publish what they have
        // before the next file comes.
        if kill > 0 { #expect(try killed.night() == 0) }
        try killed.receive()
      }
      try killed.night(killedAfter: random.next() * longest)
      // Whatever happened, `latest` is a whole report or is not there yet.
      if killed.folder.has("reports/latest") {
        #expect(killed.folder.has("reports/latest/report.html"))
        #expect(killed.folder.has("reports/latest/run.json"))
      }
    }
    // What is left of the history, now in peace.
    #expect(try killed.night() == 0)
    while killed.hasMore {
      try killed.receive()
      #expect(try killed.night() == 0)
    }
    #expect(try killed.ending() == undisturbed.ending())
    #expect(killed.folder.names("reports").filter { $0.hasPrefix(".new") } == [])
    let store = try ClinicStore(path: killed.folder.path + "/store/store.sqlite", mode: .existing)
    #expect(try store.integrityFindings() == [])
    let before = killed.folder.names("reports")
    #expect(try killed.night() == 0)
    #expect(killed.folder.names("reports") == before)
  }

  /// Instants between 0 and 1, from a seed.
  private struct RandomInstants {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ (z >> 31)) >> 11) / 9_007_199_254_740_992
    }
  }
}
