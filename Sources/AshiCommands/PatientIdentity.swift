import Foundation
import Intake
import Nightly
import OutcomeModel
import Store

/// A patient as the person at the terminal names them, turned into keyed identifiers at once.
///
/// The number is held by this value alone: it has no description, and no message is made of it.
struct PatientIdentity {
  /// The numbers that are one person by the profiles' merges.
  private let identifiers: Set<[UInt8]>
  /// The clinic; nil where all clinics share their patients.
  let clinic: String?
  /// The keyed identifiers, one per number.
  let keys: [[UInt8]]

  /// Asks for the patient's number, and for the clinic where the store has the number in several.
  static func ask(
    _ pipeline: Pipeline, store: ClinicStore, key: PatientKey
  ) throws -> PatientIdentity {
    let number = try SecretPrompt.ask("Patient id")
    let profiles = try PipelineProfiles.load(pipeline)
    let identifiers = PatientLines.identifiers(of: number, profiles: profiles.map(\.profile))
    var scopes = try store.clinics()
    if !scopes.contains(pipeline.clinic.id) { scopes.append(pipeline.clinic.id) }
    if profiles.contains(where: { $0.profile.patientScope == .shared }) { scopes.append("") }
    var candidates = scopes.map { PatientIdentity(identifiers, scope: $0, key: key) }
    let known = try candidates.filter { try $0.isKnown(to: store) }
    if known.isEmpty {
      // Files that were never taken in may name the number by a clinic that the store has not met; the
      // clinics that do come first.
      let named = OriginalRows.clinics(of: identifiers, profiles, pipeline).sorted()
      let unmet = named.filter { !scopes.contains($0) }
      if named.count == 1, !scopes.contains("") {
        return PatientIdentity(identifiers, scope: named[0], key: key)
      }
      candidates += unmet.map { PatientIdentity(identifiers, scope: $0, key: key) }
    }
    if known.count == 1 { return known[0] }
    guard candidates.count > 1 else { return candidates[0] }
    let choices = (known.isEmpty ? candidates : known).map { $0.clinic ?? "shared by all" }
    let answer = try SecretPrompt.ask("Clinic (\(choices.joined(separator: ", ")))")
    guard let chosen = candidates.first(where: { ($0.clinic ?? "shared by all") == answer }) else {
      throw CommandFailure(
        .usage, "there is no such clinic; there are \(choices.joined(separator: ", "))")
    }
    return chosen
  }

  private init(_ identifiers: Set<[UInt8]>, scope: String, key: PatientKey) {
    self.identifiers = identifiers
    clinic = scope.isEmpty ? nil : scope
    keys = identifiers.map { key.hash(scope: scope, patient: $0) }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  private func isKnown(to store: ClinicStore) throws -> Bool {
    try keys.contains { key in
      try store.trace(key: key) != nil || store.erasureDay(key: key) != nil
    }
  }

  /// What finds the patient's lines in original files.
  var lines: PatientLines { PatientLines(identifiers: identifiers, clinic: clinic) }
}

/// The profiles of a pipeline's inputs.
enum PipelineProfiles {
  /// Each input with its profile; nil stands for the canonical one.
  static func load(_ pipeline: Pipeline) throws -> [(input: Pipeline.Input, profile: Profile)] {
    try pipeline.inputs.map { ($0, try ProfileFile.load($0.profile)) }
  }
}

/// The original files of a pipeline that hold a patient: those in its inboxes and in `done/`.
struct OriginalRows {
  /// One file.
  struct File {
    /// The path, for the terminal.
    var path: String
    /// Its numbers in the store, ascending: several where it was left out at first; none where it was
    /// never read.
    var numbers: [Int]
    /// The number by which people know the file: that of its last reading.
    var number: Int? { numbers.last }
    /// The lines that hold the patient.
    var lines: [PatientLines.Line]
    /// The day on which housekeeping deletes the file; nil where it stays until somebody does.
    var expires: CalendarDay?
  }

  /// The files with the patient, in the order of the inputs and of their paths.
  private(set) var files: [File] = []
  /// Files that could not be looked into.
  private(set) var unreadable: [String] = []

  init(of patient: PatientIdentity, _ pipeline: Pipeline, store: ClinicStore) throws {
    let paths = PathKey(keyFile: pipeline.key)
    var seen: Set<String> = []
    for (input, profile) in try PipelineProfiles.load(pipeline) {
      var options = IntakeOptions(timeZone: pipeline.clinic.timeZone)
      options.clinicID = pipeline.clinic.id
      // Files of a join are looked at folder by folder, as intake reads them.
      for folder in Originals.byFolder(of: input, pipeline) {
        let fresh = folder.paths.filter { seen.insert($0).inserted }
        for (path, lines) in try find(patient, fresh, profile, options) {
          files.append(
            File(
              path: path, numbers: try OriginalRows.numbers(of: path, profile, paths, store),
              lines: lines, expires: folder.expires))
        }
      }
    }
  }

  /// The clinics by which original files name the numbers; a file that cannot be read names none.
  static func clinics(
    of identifiers: Set<[UInt8]>, _ profiles: [(input: Pipeline.Input, profile: Profile)],
    _ pipeline: Pipeline
  ) -> Set<String> {
    let lines = PatientLines(identifiers: identifiers, clinic: nil)
    var options = IntakeOptions(timeZone: pipeline.clinic.timeZone)
    options.clinicID = pipeline.clinic.id
    var clinics: Set<String> = []
    for (input, profile) in profiles where profile.patientScope != .shared {
      for path in Originals.byFolder(of: input, pipeline).flatMap(\.paths) {
        let found = try? lines.clinics(in: [path], profile: profile, options: options)
        clinics.formUnion(found ?? [])
      }
    }
    return clinics
  }

  /// The numbers under which a file was read, by where it stands and by its bytes: one that was moved,
  /// or copied to a new computer, is the one that it was.
  private static func numbers(
    of path: String, _ profile: Profile, _ paths: PathKey?, _ store: ClinicStore
  ) throws -> [Int] {
    var numbers: Set<Int> = []
    if let facts = paths?.facts(path), let number = try store.fileNumber(facts) {
      numbers.insert(number)
    }
    if let hash = FileHash.sha256(path) {
      numbers.formUnion(try store.fileNumbers(sha256: hash))
    }
    if numbers.isEmpty, profile.join != nil, let stamp = FileStamp(path) {
      numbers.formUnion(try store.fileNumbers(size: stamp.size, profileHash: profile.hash))
    }
    return numbers.sorted()
  }

  private mutating func find(
    _ patient: PatientIdentity, _ paths: [String], _ profile: Profile, _ options: IntakeOptions
  ) throws -> [(path: String, lines: [PatientLines.Line])] {
    do {
      return try patient.lines.find(paths, profile: profile, options: options)
    } catch {
      // One file that may not be read must not hide the others.
      var found: [(path: String, lines: [PatientLines.Line])] = []
      for path in paths {
        do {
          found += try patient.lines.find([path], profile: profile, options: options)
        } catch {
          unreadable.append(path)
        }
      }
      return found
    }
  }
}
