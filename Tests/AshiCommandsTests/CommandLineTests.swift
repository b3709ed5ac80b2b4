import Foundation
import Testing

/// What the programs answer to wrong words: the exit statuses of the contract, and what to do.
@Suite struct CommandLineTests {
  static let programs = [
    "ashi", "ashi-ingest", "ashi-derive", "ashi-analyze", "ashi-report", "ashi-deliver",
    "ashi-synth",
  ]

  @Test("Every program explains itself and ends with 0", arguments: programs)
  func help(program: String) throws {
    let run = try ProgramRun(program, ["--help"])
    #expect(run.status == 0)
    #expect(run.output.contains("USAGE: \(program)"))
    #expect(run.error.isEmpty)
  }

  @Test("An unknown option is 64", arguments: programs)
  func unknownOption(program: String) throws {
    let run = try ProgramRun(program, ["--no-such-option"])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
  }

  @Test("ashi STAGE is ashi-STAGE")
  func stageBehindAshi() throws {
    let direct = try ProgramRun("ashi-analyze", ["--list", "windows"])
    let behind = try ProgramRun("ashi", ["analyze", "--list", "windows"])
    #expect(direct.status == 0)
    #expect(direct.output.hasPrefix("week1\n"))
    #expect(behind.output == direct.output)
  }

  @Test("ashi STAGE --version is ashi-STAGE --version")
  func versionBehindAshi() throws {
    let direct = try ProgramRun("ashi-ingest", ["--version"])
    #expect(direct.status == 0)
    for stage in ["ingest", "derive", "analyze", "report", "deliver", "synth"] {
      let behind = try ProgramRun("ashi", [stage, "--version"])
      #expect(behind.status == 0 && behind.output == direct.output, "\(stage) \(behind.error)")
    }
  }

  @Test("A clinic's id that cannot be part of names is 64, and nothing is made")
  func wrongClinicID() throws {
    let scratch = try Scratch()
    let folder = scratch.url.path + "/clinic"
    let long = String(repeating: "a", count: 41)
    for id in ["Bad Id!", "../west", "-west", "w\u{E9}st", long] {
      let run = try ProgramRun("ashi", ["init", folder, "--id=\(id)"])
      #expect(run.status == 64, "\(id)")
      #expect(run.error.contains("letters from a to z, digits, - and _"), "\(run.error)")
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
    #expect(try ProgramRun("ashi", ["init", folder, "--id", "West_2-a"]).status == 0)
  }

  @Test("A file that is not there is 66 and named")
  func missingInput() throws {
    let run = try ProgramRun(
      "ashi-analyze", ["--input", "no-such.csv", "--endpoint", "course_change"])
    #expect(run.status == 66)
    #expect(run.error.contains("no-such.csv"))
  }

  @Test("A wrong name of an endpoint, window, statistic or group is 64 and says what there is")
  func wrongNames() throws {
    let scratch = try Scratch()
    let file = try scratch.write(
      "visits.csv",
      """
      patient_id,session_date,diagnosis,pain_before,pain_after
      1,2026-01-01,M54.50,7,5

      """)
    let wrong: [[String]] = [
      ["--endpoint", "cours_change"], ["--endpoint", "course_change", "--window", "week7"],
      ["--endpoint", "course_change", "--statistic", "average"],
      ["--endpoint", "course_change", "--group-by", "colour"],
      ["--endpoint", "course_change", "--where", "acuity=nope"],
      ["--endpoint", "course_change", "--compare", "acuity=acute:nope"],
    ]
    for options in wrong {
      let run = try ProgramRun("ashi-analyze", ["--input", file] + options)
      #expect(run.status == 64, "\(options) \(run.error)")
      #expect(run.error.contains("there are:") || run.error.contains("there is"), "\(run.error)")
    }
  }

  @Test("A wrong key in a profile or plan is 78 with file, line and key")
  func wrongKey() throws {
    let scratch = try Scratch()
    let file = try scratch.write("visits.csv", "patient_id,session_date,diagnosis,pain_before\n")
    let profile = try scratch.write("profile.yaml", "name: x\nlayuot: long\n")
    let run = try ProgramRun(
      "ashi-analyze",
      ["--input", file, "--profile", profile, "--endpoint", "course_change"])
    #expect(run.status == 78)
    #expect(run.error.contains("profile.yaml:2: layuot"), "\(run.error)")
    let plan = try scratch.write(
      "plan.yaml", "endpoints:\n  - endpoint: course_change\n    wndows: []\n")
    let planned = try ProgramRun("ashi-analyze", ["--input", file, "--plan", plan])
    #expect(planned.status == 78)
    #expect(planned.error.contains("plan.yaml:3: endpoints[0].wndows"), "\(planned.error)")
  }
}
