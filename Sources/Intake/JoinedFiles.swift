import DelimitedText
import OutcomeModel

/// The files of a batch that belong together by their profile's `join`.
///
/// In each folder the files whose names fit the pattern are second files; every other one is a first
/// file, and may find its rows' partners in any second file of its folder, the last one winning.
///
/// Each file of the other side is opened once per batch; one that cannot be used is told at its own
/// place in the batch and joins nothing.
final class JoinedFiles {
  private let inputs: [BatchInput]
  private var partners: [Int: JoinPartner?] = [:]
  private var keys: [Int: Set<[UInt8]>] = [:]

  init(_ inputs: [BatchInput]) {
    self.inputs = inputs
  }

  private func isSecond(_ position: Int) -> Bool {
    let input = inputs[position]
    return input.profile.join.map { FileName.matches(FileName.last(input.path), $0.files) } ?? false
  }

  /// The files of the same folder and profile that stand on the other side of the join.
  private func others(_ position: Int) -> [Int] {
    let input = inputs[position]
    let side = isSecond(position)
    return inputs.indices.filter { other in
      inputs[other].profile.hash == input.profile.hash
        && FileName.folder(inputs[other].path) == FileName.folder(input.path)
        && isSecond(other) != side
    }
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
      let partners = try others.compactMap { try partner($0, join, options) }
      let reading = try FileReader.read(
        source, number: number, profile: input.profile, options: options,
        partner: JoinPartners(partners, join, input.profile))
      if source.wasCutShort { throw IntakeError.cutShort(path: inputs[position].path) }
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

  /// A second file, nil where it cannot be used.
  private func partner(
    _ position: Int, _ join: Profile.Join, _ options: IntakeOptions
  ) throws -> JoinPartner? {
    if let known = partners[position] { return known }
    let input = inputs[position]
    var made: JoinPartner?
    do {
      let text = try OpenedFile.load(path: input.path, threads: options.threads)
      made = try JoinPartner(text, input.profile, join, threads: options.threads)
    } catch is Quarantine {
      made = nil
    }
    partners[position] = .some(made)
    return made
  }

  /// The keys of a first file, none where it cannot be used.
  private func keys(
    _ position: Int, _ join: Profile.Join, _ options: IntakeOptions
  ) throws -> Set<[UInt8]> {
    if let known = keys[position] { return known }
    let input = inputs[position]
    var made: Set<[UInt8]> = []
    do {
      let text = try OpenedFile.load(path: input.path, threads: options.threads)
      made = try JoinPartner.keys(text, input.profile, join, threads: options.threads)
    } catch is Quarantine {
      made = []
    }
    keys[position] = made
    return made
  }

  private func second(
    _ source: SourceText, _ firsts: [Int], _ join: Profile.Join, _ number: Int,
    _ profile: Profile, _ options: IntakeOptions
  ) throws -> FileReading {
    let partner = try JoinPartner(source, profile, join, threads: options.threads)
    var known: Set<[UInt8]> = []
    for first in firsts { known.formUnion(try keys(first, join, options)) }
    return partner.reading(
      knownKeys: known, number: number, source: source, profile: profile, options: options)
  }
}
