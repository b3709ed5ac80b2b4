import Foundation
import Nightly
import OutcomeModel
import Reporting
import Store
import StrictYAML

/// The nights of several clinics, one after the other: what stops one never stops the next.
struct ClinicNights {
  /// How a night ended.
  struct End {
    var status: ExitStatus
    /// Whether the latest report is of this night.
    var isReported: Bool
  }

  private let file: ClinicsFile
  private let quiet: Bool

  init(_ file: ClinicsFile, quiet: Bool) {
    self.file = file
    self.quiet = quiet
  }

  /// Runs every clinic that can be read and writes the page over all of them.
  ///
  /// - Returns: of all clinics' statuses the first of the contract's order.
  func run(_ night: (Pipeline) async throws -> End) async throws -> ExitStatus {
    var causes: [ExitStatus] = []
    for broken in file.errors {
      Terminal.error(broken.error.description)
      causes.append(.configuration)
    }
    var entries: [OverviewPage.Entry] = []
    for pipeline in file.pipelines {
      if !quiet { Terminal.notice("\(pipeline.clinic.name):") }
      let end: End
      do {
        end = try await night(pipeline)
      } catch let error as ConfigurationError {
        Terminal.error(error.description)
        end = End(status: .configuration, isReported: false)
      } catch let failure as CommandFailure {
        Terminal.error(failure.message)
        end = End(status: failure.status, isReported: false)
      } catch let error as StoreError {
        Terminal.error(error.description)
        end = End(status: error.exitStatus, isReported: false)
      }
      causes.append(end.status)
      entries.append(ClinicNights.entry(pipeline, end))
    }
    if let overview = file.overview { try write(entries, to: overview) }
    return ExitStatus.combined(causes)
  }

  private func write(_ entries: [OverviewPage.Entry], to folder: String) throws {
    let broken = file.errors.map { $0.clinic ?? "a clinic" }.filter { id in
      !entries.contains { $0.id == id }
    }
    let page = OverviewPage.html(entries, broken: broken)
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    } catch {
      throw CommandFailure(.cannotCreate, "cannot create the folder \(folder)")
    }
    try OutputFile.write(page, to: folder + "/overview.html", mode: 0o600)
    if !quiet { Terminal.notice("overview: \(folder)/overview.html") }
  }

  /// What the page says of a clinic: its latest report's own headline, so that nothing is shown that
  /// the clinic's page does not show.
  private static func entry(_ pipeline: Pipeline, _ end: End) -> OverviewPage.Entry {
    let publisher = Publisher(reports: pipeline.reports)
    let latest = publisher.latest()
    var entry = OverviewPage.Entry(id: pipeline.clinic.id, name: pipeline.clinic.name)
    if let latest {
      entry.asOf = latest.asOf
      entry.headline = headline(publisher.path(latest), clinic: pipeline.clinic.name)
      let page = publisher.path(latest) + "/report.html"
      entry.page = URL(filePath: page).absoluteURL.path
    }
    if end.status != .complete, end.status != .leftOut {
      entry.notes.append(
        "tonight's run ended with status \(end.status.rawValue)"
          + (end.isReported ? "; the report is of tonight" : "; the report is older"))
    }
    let today = pipeline.asOf ?? ClinicClock(pipeline).day(at: Date())
    if let standing = try? StatusReport(pipeline, today: today) {
      entry.notes += standing.nextSteps
    }
    return entry
  }

  private static func headline(_ report: String, clinic: String) -> String? {
    struct Mail: Decodable { var subject: String }
    guard let bytes = FileManager.default.contents(atPath: report + "/mail/mail.json"),
      let mail = try? JSONDecoder().decode(Mail.self, from: bytes)
    else { return nil }
    let prefix = clinic + ": "
    return mail.subject.hasPrefix(prefix)
      ? String(mail.subject.dropFirst(prefix.count)) : mail.subject
  }
}

/// The clinics that a command looks at: the one that is given, or all of the file.
struct ChosenClinics {
  /// Whether the file names several.
  let isList: Bool
  private let pipelines: [Pipeline]
  private let errors: [ClinicsFile.Broken]

  init(_ path: String, _ clinic: String?) throws {
    let (file, named) = PipelineFile.split(path, clinic)
    let clinics = try PipelineFile.clinics(file)
    isList = clinics.isList
    guard let named, clinics.isList else {
      pipelines = clinics.pipelines
      errors = clinics.errors
      return
    }
    pipelines = [try PipelineFile.one(file, clinic: named)]
    errors = []
  }

  /// The clinics, each with whether it is the last.
  var inOrder: [(pipeline: Pipeline, isLast: Bool)] {
    pipelines.enumerated().map { ($0.element, $0.offset == pipelines.count - 1) }
  }

  /// A clinic's JSON: on one line with its id where there are several, so that each line is a value.
  func json(_ value: JSONText, _ pipeline: Pipeline) -> String {
    guard isList else { return value.pretty() + "\n" }
    return JSONText.members(["clinic_id": .text(pipeline.clinic.id), "value": value]).line + "\n"
  }

  /// Throws what is wrong with the clinics that cannot be read.
  func throwIfBroken() throws {
    guard !errors.isEmpty else { return }
    throw ConfigurationError(errors.flatMap(\.error.problems))
  }
}
