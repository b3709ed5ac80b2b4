import Foundation
import OutcomeModel
import StrictYAML

/// Reads `nightly.yaml` strictly: everything wrong in it is told at once, with line and key.
public enum PipelineReader {
  /// Reads the text of a pipeline file.
  ///
  /// - Parameter path: where the file stands; relative paths in it begin at its folder.
  /// - Throws: `ConfigurationError` with every problem.
  public static func read(text: String, path: String) throws(ConfigurationError) -> Pipeline {
    let document = try YAMLDocument(text: text, path: path)
    let problems = ProblemCollector()
    let top = document.mapping(problems)
    let pipeline = pipeline(top, clinic: clinic(top), path: path)
    top.finish()
    try problems.throwIfAny()
    return pipeline
  }

  /// Where a clinic's files stand unless it says otherwise.
  struct Places {
    var store: String
    var key: String
    var reports: String
    var logs: String
  }

  /// Reads everything but the clinic itself.
  ///
  /// - Parameter places: where a clinic of several keeps its files; nil where the file must say so.
  static func pipeline(
    _ top: YAMLMapping, clinic: Pipeline.Clinic, path: String, places: Places? = nil
  ) -> Pipeline {
    func place(_ key: String, _ usual: String?) -> String {
      guard let usual else { return resolved(top.required(key), path) }
      return top.optional(key).map { resolved($0, path) }
        ?? PathText.resolve(usual, besideFile: path)
    }
    let store = place("store", places?.store)
    let key = place("key", places?.key)
    let inputs = inputs(top, path)
    let plan = resolved(top.required("plan"), path)
    let reports = place("reports", places?.reports)
    var pipeline = Pipeline(
      path: path, clinic: clinic, store: store, key: key, inputs: inputs, plan: plan,
      claims: top.optional("claims").map { resolved($0, path) }, reports: reports,
      logs: top.optional("logs").map { resolved($0, path) }
        ?? places.map { PathText.resolve($0.logs, besideFile: path) }
        ?? PathText.folder(of: store) + "/logs")
    readLimits(top, into: &pipeline)
    readCalendar(top, into: &pipeline)
    readKeeping(top, into: &pipeline)
    pipeline.mail = top.optional("mail").flatMap { mail($0, path: path, reports: reports) }
    pipeline.backup = top.optional("backup").flatMap { backup($0, path) }
    if let mapping = top.optional("names")?.mapping() {
      pipeline.names.clinics = names(mapping.optional("clinics"))
      pipeline.names.practitioners = names(mapping.optional("practitioners"))
      mapping.finish()
    }
    return pipeline
  }

  /// Names by id; an id may be any text.
  private static func names(_ value: YAMLValue?) -> [String: String] {
    guard let mapping = value?.mapping() else { return [:] }
    var names: [String: String] = [:]
    for id in mapping.names {
      guard let value = mapping.optional(id), let name = value.string() else { continue }
      if !name.unicodeScalars.contains(where: { $0.properties.isAlphabetic }) {
        value.fail("expected a name")
      }
      names[id] = name
    }
    return names
  }

  static func resolved(_ value: YAMLValue?, _ path: String) -> String {
    guard let text = value?.string() else { return "" }
    if text.isEmpty { value?.fail("expected a path") }
    return PathText.resolve(text, besideFile: path)
  }

  private static func clinic(_ top: YAMLMapping) -> Pipeline.Clinic {
    guard let mapping = top.required("clinic")?.mapping() else {
      return Pipeline.Clinic(id: "", name: "", timeZone: "UTC", currency: "")
    }
    let clinic = clinicFacts(mapping)
    mapping.finish()
    return clinic
  }

  /// Reads a clinic's id, name, time zone and currency.
  static func clinicFacts(_ mapping: YAMLMapping) -> Pipeline.Clinic {
    var clinic = Pipeline.Clinic(id: "", name: "", timeZone: "UTC", currency: "")
    if let id = mapping.required("id"), let text = id.string() {
      if text.isEmpty { id.fail("expected the clinic's id") }
      clinic.id = text
    }
    clinic.name = mapping.required("name")?.string() ?? ""
    if let zone = mapping.required("time_zone"), let text = zone.string() {
      if TimeZone(identifier: text) == nil {
        zone.fail("expected a time zone such as America/Los_Angeles (package tzdata has the list)")
      }
      clinic.timeZone = text
    }
    if let currency = mapping.required("currency"), let text = currency.string() {
      if text.utf8.count != 3 || !text.utf8.allSatisfy({ (65...90).contains($0) }) {
        currency.fail("expected a currency such as USD")
      }
      clinic.currency = text
    }
    return clinic
  }

  private static func inputs(_ top: YAMLMapping, _ path: String) -> [Pipeline.Input] {
    guard let value = top.required("inputs"), let list = value.list() else { return [] }
    if list.isEmpty { value.fail("expected at least one input") }
    return list.compactMap { item in
      guard let mapping = item.mapping() else { return nil }
      let files = resolved(mapping.required("files"), path)
      // `canonical` is the profile that is compiled in.
      let profile = mapping.optional("profile").flatMap { value -> String? in
        guard let text = value.string(), text != "canonical" else { return nil }
        return PathText.resolve(text, besideFile: path)
      }
      mapping.finish()
      return Pipeline.Input(files: files, profile: profile)
    }
  }

  private static func readLimits(_ top: YAMLMapping, into pipeline: inout Pipeline) {
    if let mapping = top.optional("suppress_below")?.mapping() {
      if let k = mapping.optional("internal")?.integer(1...1000) {
        pipeline.suppressBelow.internal = k
      }
      if let k = mapping.optional("shared")?.integer(1...1000) {
        pipeline.suppressBelow.shared = k
      }
      if pipeline.suppressBelow.shared < pipeline.suppressBelow.internal {
        mapping.fail("what is mailed may not show smaller groups than the page: raise shared")
      }
      mapping.finish()
    }
    guard let thresholds = top.optional("thresholds")?.mapping() else { return }
    if let value = thresholds.optional("rejects") {
      pipeline.rejects.all = limit(value, fallback: pipeline.rejects.all)
    }
    for reason in RejectReason.allCases {
      guard let value = thresholds.optional(reason.rawValue) else { continue }
      pipeline.rejects.byReason[reason] = limit(value, fallback: RejectLimits.Limit())
    }
    thresholds.finish()
  }

  private static func limit(_ value: YAMLValue, fallback: RejectLimits.Limit) -> RejectLimits.Limit
  {
    var limit = fallback
    guard let mapping = value.mapping() else { return limit }
    if let share = mapping.optional("share")?.number(0...1) { limit.share = share }
    if let count = mapping.optional("count")?.integer(1...1_000_000_000) { limit.count = count }
    mapping.finish()
    return limit
  }

  private static func readCalendar(_ top: YAMLMapping, into pipeline: inout Pipeline) {
    if let value = top.optional("as_of"), let text = value.string() {
      pipeline.asOf = CalendarDay(iso: text)
      if pipeline.asOf == nil { value.fail("expected a date such as 2026-10-31") }
    }
    if let value = top.optional("stale_after_business_days") {
      pipeline.staleAfterBusinessDays = value.isNull ? nil : value.integer(1...1000)
    }
    for value in top.optional("closed")?.list() ?? [] {
      guard let text = value.string() else { continue }
      guard let range = dates(text) else {
        value.fail("expected a date such as 2026-07-20 or a range such as 2026-07-20..2026-08-07")
        continue
      }
      pipeline.closed.append(range)
    }
  }

  static func dates(_ text: String) -> ClosedRange<CalendarDay>? {
    guard let dots = text.range(of: "..") else {
      return CalendarDay(iso: text).map { $0...$0 }
    }
    guard let first = CalendarDay(iso: text[..<dots.lowerBound]),
      let last = CalendarDay(iso: text[dots.upperBound...]), first <= last
    else { return nil }
    return first...last
  }

  private static func readKeeping(_ top: YAMLMapping, into pipeline: inout Pipeline) {
    if let seconds = top.optional("settle_seconds")?.integer(0...3600) {
      pipeline.settleSeconds = seconds
    }
    if let choice = top.optional("after_ingest")?.choice(Pipeline.AfterIngest.self) {
      pipeline.afterIngest = choice
    }
    if let value = top.optional("keep_originals"), let text = value.string() {
      if text.hasSuffix("d"), let days = Int(text.dropLast()), (0...36_500).contains(days) {
        pipeline.keepOriginalsDays = days
      } else {
        value.fail("expected a number of days such as 30d")
      }
    }
    guard let mapping = top.optional("retention")?.mapping() else { return }
    if let count = mapping.optional("reports")?.integer(1...100_000) {
      pipeline.retention.reports = count
    }
    if let count = mapping.optional("backups")?.integer(0...1000) {
      pipeline.retention.backups = count
    }
    mapping.finish()
  }

  private static func backup(_ value: YAMLValue, _ path: String) -> Pipeline.Backup? {
    guard let mapping = value.mapping() else { return nil }
    var backup = Pipeline.Backup(to: resolved(mapping.required("to"), path))
    if let every = mapping.optional("every")?.choice(Pipeline.Backup.Frequency.self) {
      backup.every = every
    }
    if let count = mapping.optional("nights")?.integer(1...1000) { backup.nights = count }
    if let count = mapping.optional("weeks")?.integer(0...1000) { backup.weeks = count }
    mapping.finish()
    return backup
  }

  private static func mail(
    _ value: YAMLValue, path: String, reports: String
  ) -> Pipeline.Mail? {
    guard let mapping = value.mapping() else { return nil }
    var mail = Pipeline.Mail(
      outbox: reports + "/outbox", from: address(mapping.required("from")) ?? "", to: [])
    if let recipients = mapping.required("to"), let list = recipients.list() {
      if list.isEmpty { recipients.fail("expected at least one address") }
      mail.to = list.compactMap { address($0) }
    }
    if let when = mapping.optional("when")?.choice(Pipeline.Mail.When.self) { mail.when = when }
    if let transport = mapping.optional("transport")?.choice(Pipeline.Mail.Transport.self) {
      mail.transport = transport
    }
    if let outbox = mapping.optional("outbox") { mail.outbox = resolved(outbox, path) }
    mail.operator = mapping.optional("operator").flatMap { address($0) }
    if let program = mapping.optional("sendmail") { mail.sendmail = resolved(program, path) }
    if let list = mapping.optional("attach")?.list() {
      mail.attach = list.compactMap { $0.choice(Pipeline.Mail.Attachment.self) }
    }
    mapping.finish()
    return mail
  }

  /// An address that cannot break out of a mail's header.
  private static func address(_ value: YAMLValue?) -> String? {
    guard let value, let text = value.string() else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = text.utf8.allSatisfy { $0 > 32 && $0 < 127 && !",;<>\"()".utf8.contains($0) }
    guard isPlain, parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
      value.fail("expected a mail address such as owner@clinic.example")
      return nil
    }
    return text
  }
}
