public import OutcomeModel

/// Everything that a report is made of; nothing else reaches its bytes.
public struct ReportInput: Sendable {
  /// The clinic as its owner knows it.
  public struct Clinic: Hashable, Sendable {
    /// The clinic's id.
    public var id: String
    /// The clinic's name, printed.
    public var name: String
    /// The IANA name of its time zone, printed among the settings.
    public var timeZone: String
    /// The ISO 4217 code of its currency.
    public var currency: String

    /// Makes a clinic.
    public init(id: String, name: String, timeZone: String, currency: String) {
      self.id = id
      self.name = name
      self.timeZone = timeZone
      self.currency = currency
    }
  }

  /// An input file as the methods section names it: by number, never by path.
  public struct InputFile: Hashable, Sendable {
    /// The file's number.
    public var number: Int
    /// The SHA-256 of its bytes, lower-case hexadecimal.
    public var sha256: String
    /// The profile that it was read with.
    public var profile: String
    /// What became of its rows.
    public var account: RowAccount

    /// Makes an input file.
    public init(number: Int, sha256: String, profile: String, account: RowAccount) {
      self.number = number
      self.sha256 = sha256
      self.profile = profile
      self.account = account
    }
  }

  /// A sentence that must stand at the top of the page and the mail, and that no reader should wait
  /// for: data that need a person.
  public struct Notice: Hashable, Sendable {
    /// Plain words, no patients' data; the same from night to night while nothing new happens.
    public var text: String
    /// What happened, by names that are never used for anything else, such as `file;12`: a mail goes
    /// out at once for a name that no mail has carried.
    public var occasions: [String]

    /// Makes a notice.
    public init(text: String, occasions: [String]) {
      self.text = text
      self.occasions = occasions
    }
  }

  /// What goes with the mail.
  public enum Attachment: Hashable, Sendable {
    /// The page, for readers outside.
    case report
    /// The table of results, for readers outside.
    case results
  }

  /// The analysis: every number that may be printed. Its `asOf` is the report's date.
  public var result: AnalysisResult
  /// The clinic.
  public var clinic: Clinic
  /// What became of all rows; it must balance.
  public var account: RowAccount
  /// The input files, by number.
  public var files: [InputFile]
  /// The rows that could not be used.
  public var rejects: [Reject]
  /// The smallest cells that may be shown.
  public var suppressBelow: SuppressionLimits
  /// What decided episodes, baselines and readings; the methods section says it in words.
  public var derivation: DerivationSettings
  /// Versions and settings beside those of the analysis: program version, plan, configuration.
  public var versions: [AnalysisResult.Setting]
  /// The day of the next mail, nil where none is planned.
  public var nextMail: CalendarDay?
  /// Whether a mail goes out on every night on which something printed has changed, so that no day can be named.
  public var mailsOnChange = false
  /// What must stand at the top of the page and the mail, such as a stale inbox or a quarantined file.
  public var notices: [Notice]
  /// What goes with the mail; its words name nothing else.
  public var attached: Set<Attachment> = [.report]
  /// How often visits were mended.
  public var mendings = Mendings()
  /// What the clinic calls its houses and its people.
  public var names = GroupNames()
  /// What was published so far.
  public var ledger = PublicationLedger()
  /// The as-of date of the newest mail that was written before this report's date; nil for none.
  public var lastMailed: CalendarDay?

  /// Makes the input of a report.
  public init(
    result: AnalysisResult, clinic: Clinic, account: RowAccount, files: [InputFile] = [],
    rejects: [Reject] = [], suppressBelow: SuppressionLimits = SuppressionLimits(),
    derivation: DerivationSettings = DerivationSettings(),
    versions: [AnalysisResult.Setting] = [], nextMail: CalendarDay? = nil, notices: [Notice] = []
  ) {
    self.result = result
    self.clinic = clinic
    self.account = account
    self.files = files
    self.rejects = rejects
    self.suppressBelow = suppressBelow
    self.derivation = derivation
    self.versions = versions
    self.nextMail = nextMail
    self.notices = notices
  }
}
