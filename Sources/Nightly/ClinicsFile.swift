import OutcomeModel
import StrictYAML

/// A pipeline file of one clinic or of several; what is wrong with one clinic stops that one alone.
///
/// With several, each clinic has a store, a key, inboxes, reports and logs of its own, under a folder
/// of its own unless it says otherwise; what stands beside `clinics:` holds for all of them where they
/// do not say otherwise. So nothing of a clinic depends on which others there are.
public struct ClinicsFile: Sendable {
  /// A clinic that cannot be read.
  public struct Broken: Error, Sendable {
    /// Its id; nil where not even that is known.
    public var clinic: String?
    /// What is wrong.
    public var error: ConfigurationError
  }

  /// The clinics that can be run, in the order of the file.
  public private(set) var pipelines: [Pipeline] = []
  /// The clinics that cannot.
  public private(set) var errors: [Broken] = []
  /// Whether the file names clinics in a list.
  public private(set) var isList = false
  /// The folder of the page over all clinics; nil for none.
  public private(set) var overview: String?

  /// What a clinic of several must have for itself.
  private static let own = [
    "clinic", "clinics", "overview", "store", "key", "inputs", "reports", "logs", "folder", "id",
    "name",
  ]

  /// Reads the text of a pipeline file.
  ///
  /// - Throws: `ConfigurationError` where the file as a whole cannot be read.
  public init(text: String, path: String) throws(ConfigurationError) {
    let document = try YAMLDocument(text: text, path: path)
    let problems = ProblemCollector()
    let top = document.mapping(problems)
    guard top.names.contains("clinics") else {
      pipelines = [try PipelineReader.read(text: text, path: path)]
      return
    }
    isList = true
    overview = top.optional("overview").map { PipelineReader.resolved($0, path) }
    let items = top.required("clinics")?.list() ?? []
    if items.isEmpty { top.fail("clinics: expected at least one clinic") }
    for name in ClinicsFile.own where !["clinics", "overview"].contains(name) {
      guard top.names.contains(name) else { continue }
      top.optional(name)?.fail("a clinic has this for itself: put it under the clinic")
    }
    try problems.throwIfAny()
    var ids: Set<String> = []
    for item in items {
      let collector = ProblemCollector()
      let pipeline = ClinicsFile.clinic(
        item.reporting(to: collector), document.value(collector), path: path, taken: &ids)
      do {
        try collector.throwIfAny()
        if let pipeline { pipelines.append(pipeline) }
      } catch {
        errors.append(Broken(clinic: pipeline?.clinic.id, error: error))
      }
    }
    refuseSharedPlaces(path)
  }

  private static func clinic(
    _ item: YAMLValue, _ top: YAMLValue, path: String, taken: inout Set<String>
  ) -> Pipeline? {
    guard let mapping = item.mapping(over: top, shared: { !own.contains($0) }) else { return nil }
    let clinic = PipelineReader.clinicFacts(mapping)
    let isPlain = clinic.id.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == 0x2D || byte == 0x5F
    }
    if !isPlain { mapping.optional("id")?.fail("expected letters, digits, - and _ alone") }
    if !taken.insert(clinic.id).inserted {
      mapping.optional("id")?.fail("another clinic of the file has this id")
    }
    let folder = mapping.optional("folder")?.string() ?? clinic.id
    var pipeline = PipelineReader.pipeline(
      mapping, clinic: clinic, path: path,
      places: PipelineReader.Places(
        store: folder + "/store/store.sqlite", key: folder + "/store/patient.key",
        reports: folder + "/reports", logs: folder + "/logs"))
    pipeline.path = path + "#" + clinic.id
    mapping.finish()
    return pipeline
  }

  /// Two clinics must not write to one place.
  private mutating func refuseSharedPlaces(_ path: String) {
    var owner: [String: String] = [:]
    pipelines.removeAll { pipeline in
      let places = [
        "store": pipeline.storeFolder, "reports": pipeline.reports,
        "mail.outbox": pipeline.mail?.outbox ?? pipeline.reports + "/outbox",
      ]
      for (key, place) in places.sorted(by: { $0.key < $1.key }) {
        if let other = owner[place], other != pipeline.clinic.id {
          errors.append(
            Broken(
              clinic: pipeline.clinic.id,
              error: ConfigurationError([
                ConfigurationProblem(
                  file: path, line: nil, key: key,
                  message:
                    "the clinics \(other) and \(pipeline.clinic.id) have one place for this; "
                    + "give each its own")
              ])))
          return true
        }
      }
      for place in places.values { owner[place] = pipeline.clinic.id }
      return false
    }
  }
}
