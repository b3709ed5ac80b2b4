/// How the clinic wants its mail: the `mail:` part of a pipeline, already read.
public struct MailSettings: Hashable, Sendable {
  /// How a message leaves ashi.
  public enum Transport: String, Sendable, CaseIterable {
    /// It stays in the outbox as `message.eml`.
    case outbox
    /// It is piped to the sendmail interface (msmtp, postfix, exim).
    case sendmail
  }

  /// What travels with a message.
  public enum Attachment: String, Sendable, CaseIterable {
    /// The report as a page.
    case report
    /// The figures as CSV.
    case results
  }

  /// When a mail is written.
  public enum When: String, Sendable, CaseIterable {
    /// Mondays if anything printed changed, the first Monday of a month always, at once where it
    /// cannot wait.
    case digest
    /// After every night that published.
    case nightly
  }

  /// The sender.
  public var from: String
  /// The readers, one at least.
  public var to: [String]
  /// Who is told when something needs a person; nil where nobody is named.
  public var `operator`: String?
  /// How a message leaves.
  public var transport: Transport
  /// The path of the spool.
  public var outbox: String
  /// The path of the sendmail program.
  public var sendmail: String
  /// What travels with a message.
  public var attach: [Attachment]
  /// When a mail is written.
  public var when: When

  /// Makes settings.
  public init(
    from: String, to: [String], operator: String? = nil, transport: Transport = .outbox,
    outbox: String, sendmail: String = "/usr/sbin/sendmail", attach: [Attachment] = [.report],
    when: When = .digest
  ) {
    self.from = from
    self.to = to
    self.operator = `operator`
    self.transport = transport
    self.outbox = outbox
    self.sendmail = sendmail
    self.attach = attach
    self.when = when
  }
}
