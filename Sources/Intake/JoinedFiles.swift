import DelimitedText
import OutcomeModel

/// The files of a batch that belong together by their profile's `join`.
///
/// In each folder the files whose names fit the pattern are second files; every other one is a first
/// file, and may find its rows' partners in any second file of its folder, the last one winning.
struct JoinedFiles {
  private let inputs: [BatchInput]

  init(_ inputs: [BatchInput]) {
    self.inputs = inputs
  }

  private func isSecond(_ position: Int) -> Bool {
    let input = inputs[position]
    return input.profile.join.map { FileName.matches(FileName.last(input.path), $0.files) } ?? false
  }

  /// The files of the same folder and profile that stand on the other side of the join.
  private func others(_ position: Int) -> [BatchInput] {
    let input = inputs[position]
    let side = isSecond(position)
    return inputs.indices.filter { other in
      inputs[other].profile.hash == input.profile.hash
        && FileName.folder(inputs[other].path) == FileName.folder(input.path)
        && isSecond(other) != side
    }.map { inputs[$0] }
  }

  /// Reads the file at a position of the batch.
  func read(
    _ position: Int, number: Int, options: IntakeOptions
  ) throws(IntakeError) -> FileReader.Outcome {
    let input = inputs[position]
    guard let join = input.profile.join else {
      return try FileReader.readFile(
        path: input.path, number: number, profile: input.profile, options: options)
    }
    do {
      let source = try OpenedFile.load(path: input.path, threads: options.threads)
      let others = others(position)
      guard !others.isEmpty else {
        let wanted = isSecond(position) ? "the file that this one adds to" : join.files
        throw Quarantine(
          .joinPartnerMissing, finding: "\(wanted) is not there to be joined",
          remedy: "put both exports of the period into one folder")
      }
      if isSecond(position) {
        return .reading(try second(source, others, join, number, input.profile, options))
      }
      let partners = try others.map { other in
        let text = try OpenedFile.load(path: other.path, threads: options.threads)
        return try JoinPartner(text, input.profile, join, threads: options.threads)
      }
      let reading = try FileReader.read(
        source, number: number, profile: input.profile, options: options,
        partner: JoinPartners(partners, join, input.profile))
      return .reading(reading)
    } catch let quarantine as Quarantine {
      return .quarantined(quarantine)
    } catch let error as IntakeError {
      throw error
    } catch {
      return .quarantined(
        Quarantine(
          .unreadableFile, finding: "the file cannot be read as a table",
          remedy: "export it again"))
    }
  }

  private func second(
    _ source: SourceText, _ firsts: [BatchInput], _ join: Profile.Join, _ number: Int,
    _ profile: Profile, _ options: IntakeOptions
  ) throws -> FileReading {
    let partner = try JoinPartner(source, profile, join, threads: options.threads)
    var known: Set<[UInt8]> = []
    for first in firsts {
      let text = try OpenedFile.load(path: first.path, threads: options.threads)
      known.formUnion(try JoinPartner.keys(text, profile, join, threads: options.threads))
    }
    return partner.reading(
      knownKeys: known, number: number, source: source, profile: profile, options: options)
  }
}
