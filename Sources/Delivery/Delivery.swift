public import OutcomeModel

/// The last stage: a report folder becomes one message, in the outbox or sent.
public enum Delivery {
  /// What became of a report's mail.
  public enum Outcome: Hashable, Sendable {
    /// The message was written to the outbox, where it stays (`transport: outbox`).
    case written(path: String)
    /// Sendmail took the message.
    case sent(path: String)
    /// This very report was mailed before: nothing was done.
    case alreadyDone(path: String)
    /// The report's mail stands where it was written before, and nothing is sent.
    case alreadyWritten(path: String)
    /// The message waits in the outbox; sendmail's status, nil where it could not be run.
    case spooled(path: String, status: Int32?, reply: ServerReply?)
    /// The message waits in the outbox until a person mends the account or what the server named.
    case refused(path: String, status: Int32, reply: ServerReply?)

    /// The exit status: spooled mail is 75 whatever sendmail's own status was.
    public var exitStatus: ExitStatus {
      switch self {
      case .written, .sent, .alreadyDone, .alreadyWritten: .complete
      case .spooled, .refused: .tryAgain
      }
    }

    /// What to tell a person, on one line.
    public var sentence: String {
      switch self {
      case .written(let path): "The mail is in \(path)."
      case .sent(let path): "The mail was sent; a copy is in \(path)."
      case .alreadyDone(let path): "This report was mailed before: \(path)."
      case .alreadyWritten(let path):
        "The mail of this report is in \(path) already; with transport: outbox nothing is sent."
      case .spooled(let path, let status, let reply):
        "The mail could not be handed over (sendmail"
          + (status.map { ": \($0)" } ?? " could not be run") + Self.words(reply)
          + "); it waits in \(path) and goes with the next run."
      case .refused(let path, let status, let reply):
        "The mail was refused (sendmail: \(status)\(Self.words(reply))): "
          + (reply?.advice ?? "renew the password or mend the configuration of the mail account")
          + ". It waits in \(path) and is tried again with the next run."
      }
    }

    private static func words(_ reply: ServerReply?) -> String {
      reply.map { "; the server said: " + $0.text } ?? ""
    }
  }

  /// Makes the message of a report and delivers it.
  ///
  /// - Parameters:
  ///   - folder: the path of the report folder.
  ///   - now: seconds since 1970-01-01 00:00 UTC; it stands in the `Date` header alone.
  ///   - resend: whether to send a message again that was sent before, with the same Message-ID.
  /// - Throws: ``DeliveryError`` where the message cannot be made or spooled.
  public static func deliver(
    folder: String, settings: MailSettings, now: Int64, resend: Bool = false
  ) async throws -> Outcome {
    let mail = try ReportMail(reportFolder: folder)
    let outbox = Outbox(path: settings.outbox)
    switch outbox.place(of: mail.id) {
    case .sent(let path) where !resend: return .alreadyDone(path: path)
    case .superseded(let path) where !resend: return .alreadyDone(path: path)
    case .waiting(let path) where settings.transport == .outbox:
      return .alreadyWritten(path: path)
    // A waiting message goes again as it stands, with its first date.
    case .waiting(let path): return try await send(path, id: mail.id, outbox, settings)
    case .absent, .sent, .superseded: break
    }
    let message = try MailMessage(
      mail, settings: settings, images: await ChartRenderer.images(of: mail), date: now)
    let path = try outbox.spool(message, id: mail.id)
    guard settings.transport == .sendmail else { return .written(path: path) }
    return try await send(path, id: mail.id, outbox, settings)
  }

  /// The message of a report as it would be sent, without writing anything.
  /// - Throws: ``DeliveryError`` where the message cannot be made.
  public static func dryRun(folder: String, settings: MailSettings, now: Int64) async throws
    -> MailMessage
  {
    let mail = try ReportMail(reportFolder: folder)
    return try MailMessage(
      mail, settings: settings, images: await ChartRenderer.images(of: mail), date: now)
  }

  private static func send(
    _ path: String, id: String, _ outbox: Outbox, _ settings: MailSettings
  ) async throws -> Outcome {
    try outbox.supersede(allBut: id)
    switch await Sendmail(path: settings.sendmail).send(path) {
    case .accepted: return .sent(path: try outbox.markSent(id))
    case .retry(let status, let reply):
      return try noted(.spooled(path: path, status: status, reply: reply), id, outbox)
    case .refused(let status, let reply):
      return try noted(.refused(path: path, status: status, reply: reply), id, outbox)
    }
  }

  /// Notes what was answered beside the message, for whoever asks why it waits.
  private static func noted(_ outcome: Outcome, _ id: String, _ outbox: Outbox) throws -> Outcome {
    try outbox.note(outcome.sentence, id: id)
    return outcome
  }
}
