import DelimitedText
import Foundation
import OutcomeModel
import StrictYAML
import Testing

@testable import Intake

@Suite("ProfileReader")
struct ProfileReaderTests {
  private func problems(_ yaml: String) -> [ConfigurationProblem] {
    do {
      _ = try TestBatch.profile(yaml)
      return []
    } catch {
      return (error as? ConfigurationError)?.problems ?? []
    }
  }

  private static let shippedNames = [
    "acuity", "cliniko", "jane", "nw-backpain", "redcap-label", "redcap-raw", "simplepractice",
    "vickers", "wide",
  ]

  @Test("every shipped profile is sound", arguments: shippedNames)
  func shipped(name: String) throws {
    let profile = try TestFiles.profile(name)
    #expect(profile.name == name)
    #expect(profile.hash.count == 64)
    #expect(profile.columns[.patientID] != nil)
  }

  @Test("the grammar, key by key")
  func grammar() throws {
    let profile = try TestBatch.profile(
      """
      name: all
      layout: long
      delimiter: semicolon
      encoding: windows-1252
      title_rows: 2
      time_zone: America/Denver
      missing: ["", NA]
      patient_scope: shared
      export: period
      constants: {clinic_id: main, diagnosis: low back pain}
      merges: {"7": "8"}
      columns:
        patient_id: {from: id}
        session_date: {from: [When, 3, {name: Date, number: 2}], formats: [iso, d/M/yyyy], zone: UTC}
        onset_date: {from: [Onset], zone: {column: Zone}}
        pain_before: {from: [Pain], scale: 100, midpoint: true, recover: true}
        status: {from: [State], values: {Seen: completed}, others: cancelled}
        adverse_event: {from: [AE], asked: true}
        modalities: {checkboxes: {m1: electro, m2: moxa}}
        fee: {from: [Fee], money: true, required: true}
        kneescore: {from: [K]}
      groups: {arm: {from: [g], values: {"1": a}}, tags: {from: [t], list: true}}
      numbers: {age: {from: [age]}}
      instruments: {kneescore: {min: 0, max: 48, better: higher, step: 1, mcid: 5, label: Knee}}
      drop: [notes, 9]
      join: {files: "c*.csv", on: [id, visit]}
      ignore: {deleted: {from: [gone], when: filled}, no_show: {from: [dna], when: [yes]}}
      add_ons: {from: [code], when: ["97811"]}

      """)
    #expect(profile.delimiter == UInt8(ascii: ";"))
    #expect(profile.encoding == .windows1252)
    #expect(profile.titleRows == 2)
    #expect(profile.timeZone == "America/Denver")
    #expect(profile.patientScope == .shared)
    #expect(profile.export == .period)
    #expect(profile.constants[.diagnosis] == "low back pain")
    #expect(profile.merges == ["7": "8"])
    let date = try #require(profile.columns[.sessionDate])
    #expect(date.from == [.name("When"), .position(3), .occurrence("Date", 2)])
    #expect(date.formats.map(\.text) == ["iso", "d/M/yyyy"])
    #expect(date.zone == .fixed("UTC"))
    #expect(profile.columns[.onsetDate]?.zone == .column(.name("Zone")))
    let pain = try #require(profile.columns[.painBefore])
    #expect(pain.scale == Score(100) && pain.midpoint && pain.recover)
    #expect(profile.columns[.status]?.values == ["seen": "completed"])
    #expect(profile.columns[.status]?.others == "cancelled")
    #expect(profile.columns[.adverseEvent]?.asked == true)
    #expect(profile.columns[.modalities]?.checkboxes.map(\.value) == ["electro", "moxa"])
    #expect(profile.columns[.fee]?.money == true && profile.columns[.fee]?.required == true)
    #expect(profile.scores.map(\.name) == ["kneescore"])
    #expect(profile.instrument(of: "kneescore")?.better == .higher)
    #expect(profile.groups.map(\.isList) == [false, true])
    #expect(profile.join?.partnerKey == .name("visit"))
    #expect(profile.ignore.map(\.state) == ["deleted", "no_show"])
    #expect(profile.ignore.map { $0.texts ?? [] } == [[], ["yes"]])
    #expect(profile.addOns?.texts == ["97811"])
    #expect(profile.drop == [.name("notes"), .position(9)])
  }

  @Test("all faults at once, each with its line and key")
  func faults() {
    let found = problems(
      """
      name: bad
      layuot: long
      delimiter: dot
      time_zone: Mars/Olympus
      columns:
        patient_id: {from: []}
        session_date: {from: [d], formats: [dd/MM]}
        pain_befor: {from: [p]}
        odi: {from: [o], midpoint: true}
      groups: {sex: {from: [s]}, Arm: {from: [a]}}
      wide: {knees: [{column: k, day: 0}]}

      """)
    #expect(
      found.map(\.key) == [
        "layuot", "delimiter", "time_zone", "columns.patient_id.from",
        "columns.session_date.formats[0]", "columns.pain_befor", "columns.odi.midpoint",
        "groups.sex", "groups.Arm", "wide.knees",
      ])
    #expect(found.map(\.line) == [2, 3, 4, 6, 7, 8, 9, 10, 10, 11])
    #expect(found[0].message.contains("did you mean layout?"))
    #expect(found[5].message.contains("did you mean pain_before?"))
  }

  @Test("what does not go together")
  func contradictions() {
    let base = "name: t\ncolumns:\n  patient_id: {from: [p]}\n"
    #expect(problems(base).map(\.message).first?.contains("session_date is missing") == true)
    #expect(problems(base + "layout: wide\n").first?.message.contains("wide is missing") == true)
    let dated = base + "  session_date: {from: [d]}\n"
    #expect(problems(dated).isEmpty)
    let both = dated + "  onset_date: {from: [o]}\n  onset_days: {from: [n]}\n"
    #expect(problems(both).first?.message.contains("not both") == true)
    let join = dated + "  diagnosis: {from: [x], in: join}\n"
    #expect(problems(join).first?.message.contains("there is no join") == true)
    #expect(problems(dated + "constants: {patient_id: x}\n").first?.key == "constants.patient_id")
    #expect(problems(dated + "patient_rows: {from: e, when: [b], gives: [age]}\n").count == 1)
  }

  @Test("two profiles of other texts have other hashes")
  func hashes() throws {
    let yaml = "name: t\ncolumns: {patient_id: {from: [p]}, session_date: {from: [d]}}\n"
    #expect(try TestBatch.profile(yaml).hash == TestBatch.profile(yaml).hash)
    #expect(try TestBatch.profile(yaml).hash != TestBatch.profile(yaml + "# x\n").hash)
    #expect(Profile.canonical.hash.count == 64)
  }

  @Test("the grammar of profiles is documented key by key")
  func documented() throws {
    let page = TestFiles.root.appending(path: "Sources/Intake/Documentation.docc/Profiles.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let keys = [
      "name", "layout", "delimiter", "encoding", "title_rows", "time_zone", "missing", "constants",
      "columns", "groups", "numbers", "instruments", "wide", "export", "drop", "join", "ignore",
      "add_ons", "patient_rows", "patient_scope", "merges", "from", "formats", "zone", "values",
      "others", "required", "scale", "midpoint", "recover", "asked", "money", "checkboxes", "in",
      "list",
    ]
    for key in keys { #expect(text.contains("`\(key)`"), "\(key) is not documented") }
    for column in CanonicalColumn.allCases {
      #expect(text.contains("`\(column.rawValue)`"), "\(column.rawValue) is not documented")
    }
    for rule in PainGrammar.Rule.allCases {
      #expect(text.contains("`\(rule.rawValue)`"), "\(rule.rawValue) is not documented")
    }
    for reason in RejectReason.allCases {
      #expect(text.contains("`\(reason.rawValue)`"), "\(reason.rawValue) is not documented")
    }
    for reason in Quarantine.Reason.allCases {
      #expect(text.contains("`\(reason.rawValue)`"), "\(reason.rawValue) is not documented")
    }
  }
}
